package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.kernel.op.CommandText;

/** Networks on the wire of one of the host's devices: which parents, and which way out. */
class WireNetworkTest {
  private static final CommandText TEXT = new CommandText("host");

  private final Session session = new Session("29.1");

  private String shown(String network) {
    return session.run(
        "network inspect -f '{{.Driver}} {{json .Options}} {{.Internal}}' " + network);
  }

  private List<String> done(String command) {
    session.kernel.operations.clear();
    session.run(command);
    return session.kernel.operations.stream().map(o -> o.accept(TEXT)).toList();
  }

  @Test
  void aParentThatIsNotThereIsMadeAndGoesWithTheLastNetwork() {
    assertTrue(
        done("network create -d macvlan -o parent=eth0.40 a")
            .contains("ip link add link eth0 eth0.40 type vlan id 40"));
    assertFalse(done("network create -d macvlan -o parent=eth0.40 b").contains("link add"));
    assertFalse(done("network rm a").toString().contains("link delete"));
    assertTrue(done("network rm b").contains("ip link delete eth0.40"));
  }

  @Test
  void aParentThatWasThereStays() {
    session.run("network create -d macvlan -o parent=eth0 a");
    assertEquals("macvlan {\"parent\":\"eth0\"} false\n", shown("a"));
    assertFalse(done("network rm a").toString().contains("link delete"));
  }

  @Test
  void withoutAParentTheContainersHaveAWireForThemselves() {
    List<String> made = done("network create -d macvlan -o macvlan_mode=private a");
    assertTrue(made.get(0).matches("ip link add dm-[0-9a-f]{12} type dummy"), made.toString());
    assertTrue(done("run -d --network a nginx").toString().contains("type macvlan mode private"));
  }

  @ParameterizedTest
  @CsvSource({
    "26.1, '', true", "28.5, '', false", "29.1, '', false",
    "26.1, -o parent=eth0, true", "28.5, -o parent=eth0, true", "29.1, -o parent=eth0, false"
  })
  void whoseGatewayIsNotNamed(String engine, String parent, boolean hasOne) {
    Session other = new Session(engine);
    other.run("network create -d macvlan --subnet 10.9.0.0/24 " + parent + " a");
    other.run("run -d --name web --network a nginx");
    String gateway = other.run("inspect -f '{{.NetworkSettings.Networks.a.Gateway}}' web");
    assertEquals(hasOne ? "10.9.0.1" : "", gateway.strip().replace("invalid IP", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "-o parent=eth9 => invalid subinterface vlan name eth9, example formatting is eth0.10",
        "-o parent=eth9.1 => -o parent interface was not found on the host: eth9",
        "-o parent=eth0.x => unable to parse a valid vlan id from: x (ex. eth0.10 for vlan 10)",
        "-o parent=eth0.4095 => vlan id must be between 1-4094, received: 4095",
        "-o parent=eth0.1.2 => required interface name format is: name.vlan_id, ex. eth0.10 for"
            + " vlan 10, instead received eth0.1.2",
        "-o parent=lo => loopback interface is not a valid macvlan parent link",
        "-o macvlan_mode=foo => requested macvlan mode 'foo' is not valid, 'bridge' mode is the"
            + " macvlan driver default"
      })
  void whatCannotBeIsRefused(String options, String refusal) {
    String said = session.run("network create -d macvlan " + options + " x");
    assertTrue(said.startsWith("Error response from daemon: " + refusal + "\n"), said);
  }

  @Test
  void oneThatHasTheWireForItselfSharesItWithNobody() {
    String id = session.run("network create -d macvlan -o parent=eth0 a").strip();
    String uses = "macvlan network " + id + " is already using parent interface eth0";
    String alone = "network create -d macvlan -o parent=eth0 -o macvlan_mode=passthru b";
    assertTrue(session.run(alone).contains("cannot use mode passthru, " + uses + "\n"));
    session.run("network rm a");
    String other = session.run(alone).strip();
    assertTrue(
        session
            .run("network create -d macvlan -o parent=eth0 a")
            .contains(uses.replace(id, other) + " in mode passthru\n"));
  }

  @Test
  void inModeL3ContainersHaveARouteAndNoGateway() {
    session.run("network create -d ipvlan -o ipvlan_mode=l3 -o parent=eth0 a");
    List<String> joined = done("run -d --name web --network a nginx");
    assertTrue(joined.toString().contains(" route add default dev eth0"));
    assertFalse(joined.toString().contains("arping"));
    assertEquals(
        "\"\" \"\"\n",
        session.run(
            "inspect -f '{{json .NetworkSettings.Networks.a.Gateway}}"
                + " {{json .NetworkSettings.Networks.a.MacAddress}}' web"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "network create -d ipvlan -o ipvlan_mode=foo x => requested ipvlan mode 'foo' is not valid,"
            + " 'l2' mode is the ipvlan driver default",
        "network create -d ipvlan -o ipvlan_flag=foo x => requested ipvlan flag 'foo' is not valid,"
            + " 'bridge' is the ipvlan driver default",
        "network create -d ipvlan -o parent=lo x => loopback interface is not a valid ipvlan parent"
            + " link",
        "run -d --network wire --mac-address 02:00:00:00:00:01 nginx => failed to set up container"
            + " networking: ipvlan interfaces do not support custom mac address assignment"
      })
  void anIpvlanThatCannotBeIsRefused(String command, String refusal) {
    session.run("network create -d ipvlan wire");
    String said = session.run(command);
    assertTrue(said.contains("Error response from daemon: " + refusal + "\n"), said);
  }

  @Test
  void aParentHasOneIpvlanNetwork() {
    String id = session.run("network create -d ipvlan -o parent=eth0 a").substring(0, 12);
    assertTrue(
        session
            .run("network create -d ipvlan -o parent=eth0 b")
            .contains("network di-" + id + " is already using parent interface eth0\n"));
  }

  @Test
  void eachSubnetOfANetworkHasItsGateway() {
    session.run(
        "network create -d macvlan -o parent=eth0 --subnet 10.1.0.0/24 --subnet 10.2.0.0/16"
            + " --gateway 10.2.0.9 both");
    assertEquals(
        "10.1.0.0/24 10.2.0.0/16 10.2.0.9\n",
        session.run(
            "network inspect -f '{{(index .IPAM.Config 0).Subnet}} {{(index .IPAM.Config"
                + " 1).Subnet}} {{(index .IPAM.Config 1).Gateway}}' both"));
    String usual = done("run -d --name one --network both nginx").toString();
    assertTrue(usual.contains(" address add 10.1.0.1/24 ") && !usual.contains("default"), usual);
    String other = done("run -d --name two --network both --ip 10.2.0.20 nginx").toString();
    assertTrue(other.contains(" address add 10.2.0.20/16 "), other);
    assertTrue(other.contains(" route add default via 10.2.0.9 "), other);
    assertTrue(session.run("network create --subnet 10.2.3.0/24 x").contains("Pool overlaps"));
    session.run("rm -f one two");
    session.run("network rm both");
    assertEquals(65, session.run("network create --subnet 10.2.3.0/24 x").length());
  }
}
