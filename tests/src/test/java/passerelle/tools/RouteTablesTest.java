package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** Routing tables that somebody has named, as ip of iproute2 6.15 reads and shows them. */
class RouteTablesTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void tablesGoByTheNamesThatTheFileGivesThem() {
    lab.run(
        "mkdir -p /etc/iproute2; printf '100 isp1\\n# c\\n0x65 isp2\\n' > /etc/iproute2/rt_tables");
    lab.run(
        "ip link add d0 type veth peer name d1; ip link set d0 up; ip link set d1 up;"
            + " ip addr add 10.0.0.1/24 dev d0");
    assertEquals(
        "",
        lab.run(
            "ip route add default via 10.0.0.2 dev d0 table isp1;"
                + " ip route add 10.9.0.0/16 via 10.0.0.2 table isp2;"
                + " ip rule add from 10.0.0.1 table isp1; ip rule add fwmark 1 lookup isp2"));
    assertEquals(
        "0:\tfrom all lookup local\n"
            + "32764:\tfrom all fwmark 0x1 lookup isp2\n"
            + "32765:\tfrom 10.0.0.1 lookup isp1\n"
            + "32766:\tfrom all lookup main\n"
            + "32767:\tfrom all lookup default\n",
        lab.run("ip rule"));
    assertEquals("default via 10.0.0.2 dev d0 \n", lab.run("ip route show table isp1"));
    assertEquals("10.9.0.0/16 via 10.0.0.2 dev d0 \n", lab.run("ip route show table 101"));
    assertEquals(
        "default via 10.0.0.2 dev d0 table isp1 \n", lab.run("ip route show table all | head -1"));
  }

  @Test
  void aNameThatNothingGivesIsInvalid() {
    assertEquals(
        "Error: argument \"nope\" is wrong: table id value is invalid\n\n[255]\n",
        lab.run("ip route show table nope 2>&1"));
    assertEquals(
        "Error: argument \"nope\" is wrong: invalid table ID\n\n[255]\n",
        lab.run("ip rule add from 1.1.1.1 table nope 2>&1"));
  }
}
