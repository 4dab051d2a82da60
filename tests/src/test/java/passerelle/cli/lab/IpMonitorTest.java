package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/**
 * {@code ip monitor} tells what changes, as it told on Linux 6.18 of the same commands; of devices,
 * what they are in the end.
 */
class IpMonitorTest {
  private static final String FOREVER = "       valid_lft forever preferred_lft forever\n";
  private static final String MAC = "    link/ether 02:00:00:00:00:10 brd ff:ff:ff:ff:ff:ff\n";
  private static final String PEER = "    link/ether 02:00:00:00:00:11 brd ff:ff:ff:ff:ff:ff\n";

  private final HostLab lab = new HostLab(EngineVersion.V28_5);

  @BeforeEach
  void wire() {
    lab.run("ip netns add m");
    lab.run(
        "ip -n m link add v0 address 02:00:00:00:00:10 type veth"
            + " peer name v1 address 02:00:00:00:00:11");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String told(String objects, String... commands) {
    StringBuilder line =
        new StringBuilder("ip -n m monitor " + objects + " > /root/told 2>&1 & sleep 0.1; ");
    for (String command : commands) {
      line.append("ip -n m ").append(command).append("; ");
    }
    lab.run(line + "sleep 0.1; kill $!");
    return lab.run("cat /root/told");
  }

  @Test
  void aDeviceIsToldWithWhatItHasBecome() {
    assertEquals(
        "3: v0@v1: <NO-CARRIER,BROADCAST,MULTICAST,UP,M-DOWN> mtu 1500 qdisc noqueue"
            + " state LOWERLAYERDOWN group default \n"
            + MAC
            + "2: v1@v0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group"
            + " default \n"
            + PEER
            + "3: v0@v1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group"
            + " default \n"
            + MAC
            + "3: w0@v1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group"
            + " default \n"
            + MAC
            + "3: w0@NONE: <BROADCAST,MULTICAST> mtu 1500 qdisc noqueue state DOWN group default \n"
            + MAC
            + "2: v1@NONE: <BROADCAST,MULTICAST> mtu 1500 qdisc noqueue state DOWN group default \n"
            + PEER
            + "Deleted 3: w0@NONE: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN group"
            + " default \n"
            + MAC
            + "Deleted 2: v1@NONE: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN group"
            + " default \n"
            + PEER,
        told("link", "link set v0 up", "link set v1 up", "link set v0 name w0", "link del w0"));
  }

  @Test
  void anAddressComesBeforeItsRoutes() {
    lab.run("ip -n m link set v0 up; ip -n m link set v1 up");
    assertEquals(
        "[ADDR]3: v0    inet 10.0.0.1/24 scope global v0\n"
            + FOREVER
            + "[ROUTE]local 10.0.0.1 dev v0 table local proto kernel scope host src 10.0.0.1 \n"
            + "[ROUTE]10.0.0.0/24 dev v0 proto kernel scope link src 10.0.0.1 \n"
            + "[ROUTE]broadcast 10.0.0.255 dev v0 table local proto kernel scope link src 10.0.0.1"
            + " \n"
            + "[ADDR]Deleted 3: v0    inet 10.0.0.1/24 scope global v0\n"
            + FOREVER
            + "[ROUTE]Deleted 10.0.0.0/24 dev v0 proto kernel scope link src 10.0.0.1 \n"
            + "[ROUTE]Deleted broadcast 10.0.0.255 dev v0 table local proto kernel scope link"
            + " src 10.0.0.1 \n"
            + "[ROUTE]Deleted local 10.0.0.1 dev v0 table local proto kernel scope host"
            + " src 10.0.0.1 \n",
        told("all", "addr add 10.0.0.1/24 dev v0", "addr del 10.0.0.1/24 dev v0"));
  }

  @Test
  void routesNeighboursAndRulesAreToldInTheirOwnWords() {
    lab.run("ip -n m link set v0 up; ip -n m link set v1 up; ip -n m addr add 10.0.0.1/24 dev v0");
    assertEquals(
        "10.1.0.0/16 via 10.0.0.2 dev v0 \n"
            + "default via 10.0.0.2 dev v0 \n"
            + "10.1.0.0/16 via 10.0.0.3 dev v0 \n"
            + "Deleted 10.1.0.0/16 via 10.0.0.3 dev v0 \n"
            + "10.0.0.9 dev v0 lladdr 02:00:00:00:00:99 PERMANENT \n"
            + "10.0.0.9 dev v0 FAILED \n"
            + "Deleted 10.0.0.9 dev v0 FAILED \n"
            + "32765:\tfrom all fwmark 0x1 lookup 100\n"
            + "Deleted 32765:\tfrom all fwmark 0x1 lookup 100\n",
        told(
            "route neigh rule",
            "route add 10.1.0.0/16 via 10.0.0.2",
            "route add default via 10.0.0.2",
            "route replace 10.1.0.0/16 via 10.0.0.3",
            "route del 10.1.0.0/16",
            "neigh add 10.0.0.9 lladdr 02:00:00:00:00:99 dev v0",
            "neigh del 10.0.0.9 dev v0",
            "rule add fwmark 1 table 100",
            "rule del fwmark 1 table 100"));
  }

  @Test
  void aNeighbourThatAnswersIsToldAsReachable() {
    lab.run(
        "ip netns add n; ip -n m link set v1 netns n; ip -n n addr add 10.0.0.2/24 dev v1;"
            + " ip -n n link set v1 up; ip -n m link set v0 up; ip -n m addr add 10.0.0.1/24 dev v0");
    lab.run("ip -n m monitor neigh > /root/told & ip netns exec m ping -c 1 10.0.0.2; kill $!");
    String told = lab.run("cat /root/told");
    assertTrue(told.startsWith("10.0.0.2 dev v0 lladdr 02:00:00:00:00:11 REACHABLE \n"), told);
  }

  @Test
  void anUnknownObjectIsAnError() {
    assertEquals(
        "Argument \"foo\" is unknown, try \"ip monitor help\".\n[255]\n",
        lab.run("ip monitor foo"));
  }
}
