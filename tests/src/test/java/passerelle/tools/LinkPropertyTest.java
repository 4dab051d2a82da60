package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Small commands about devices, as iproute2 6.15 and bridge-utils 1.7 answer on Linux 6.18. */
class LinkPropertyTest {
  private final ToolLab lab = new ToolLab();

  @BeforeEach
  void wire() {
    lab.run("ip link set lo up");
    lab.run("ip link add v0 type veth peer name v1");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String command) {
    return lab.run(command).output();
  }

  @Test
  void anAlternativeNameFindsADevice() {
    assertEquals("", run("ip link property add dev v0 altname left0"));
    assertTrue(run("ip link show v0").endsWith("\n    altname left0\n"), run("ip link show v0"));
    assertEquals(run("ip link show v0"), run("ip link show left0"));
    assertEquals("", run("ip addr add 10.1.0.1/24 dev left0"));
    assertTrue(run("ip addr show left0").contains("    altname left0\n    inet 10.1.0.1/24"));
    assertTrue(run("ip -j link show v0").contains("\"altnames\":[\"left0\"]"));
    String exists = "RTNETLINK answers: File exists\n";
    assertEquals(exists, run("ip link property add dev v0 altname left0"));
    assertEquals(exists, run("ip link property add dev v1 altname v0"));
    assertEquals(
        "Error: either \"dev\" is duplicate, or \"b\" is garbage.\n",
        run("ip link property add dev v1 altname a b"));
    assertEquals("", run("ip link property del dev v0 altname left0"));
    assertEquals(
        "RTNETLINK answers: No such file or directory\n",
        run("ip link property del dev v0 altname left0"));
    assertEquals("Device \"left0\" does not exist.\n", run("ip link show left0"));
  }

  @Test
  void anAliasIsShown() {
    assertEquals("", run("ip link set v0 alias \"to the left\""));
    assertTrue(run("ip link show v0").endsWith("\n    alias to the left\n"));
    assertEquals("", run("ip link set v0 alias \"\""));
    assertTrue(!run("ip link show v0").contains("alias"));
  }

  @Test
  void tokensAreListed() {
    assertEquals("token :: dev v1\ntoken :: dev v0\n", run("ip token"));
    assertEquals("[{\"token\":\"::\",\"ifname\":\"v0\"}]\n", run("ip -j token show dev v0"));
    assertEquals(
        "Error: argument \"nosuch\" is wrong: dev is invalid\n\n", run("ip token list dev nosuch"));
    assertEquals("Command \"foo\" is unknown, try \"ip token help\".\n", run("ip token foo"));
  }

  @Test
  void settingsOfDevicesAreListed() {
    String rest = "mc_forwarding off proxy_neigh off ignore_routes_with_linkdown off \n";
    assertEquals(
        "inet v0 forwarding off rp_filter off " + rest + "inet6 v0 forwarding off " + rest,
        run("ip netconf show dev v0"));
    lab.run("sysctl -w net.ipv4.conf.v0.rp_filter=1");
    assertTrue(
        run("ip -4 netconf show dev v0").startsWith("inet v0 forwarding off rp_filter strict"));
    assertTrue(
        run("ip -j -6 netconf show dev v0")
            .startsWith("[{\"family\":\"inet6\",\"interface\":\"v0\",\"forwarding\":false,"));
    assertEquals("Device \"all\" does not exist.\n", run("ip netconf show dev all"));
  }

  @Test
  void theSpanningTreeMayBeOff() {
    lab.run("brctl addbr br0");
    assertEquals("", run("brctl stp br0 off"));
    assertEquals("expect on/off for argument\n", run("brctl stp br0 foo"));
    assertEquals("set stp status failed: No such device\n", run("brctl stp nosuch on"));
    assertEquals(
        "brctl: Passerelle does not model the spanning tree protocol\n", run("brctl stp br0 on"));
  }

  /** With 10.0.0.0/24 beside the loopback's routes. */
  @Test
  void theTrieOfRoutesIsCounted() {
    lab.run("ip addr add 10.0.0.1/24 dev v0");
    lab.run("ip link set v1 up");
    lab.run("ip link set v0 up");
    String table =
        """
        	Aver depth:     2.66
        	Max depth:      3
        	Leaves:         6
        	Prefixes:       6
        	Internal nodes: 5
        	  1: 2  2: 3
        	Pointers: 16
        Null ptrs: 6
        Total size: 1  kB
        """;
    assertEquals(
        "Basic info: size of leaf: 48 bytes, size of tnode: 40 bytes.\nMain:\n"
            + table
            + "Local:\n"
            + table,
        lab.file("/proc/net/fib_triestat"));
  }
}
