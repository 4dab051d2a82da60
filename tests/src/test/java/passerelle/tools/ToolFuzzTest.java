package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.effort.Effort;

/** Command lines of words that mean something, in random order: each is answered, none breaks. */
@Tag("campaign")
class ToolFuzzTest {
  private static final int LINES = Effort.of(1_500, 10_000);
  private static final List<String> TOOLS =
      List.of(
          "ip",
          "ip",
          "ip",
          "ip",
          "bridge",
          "brctl",
          "ss",
          "netstat",
          "ifconfig",
          "route",
          "arp",
          "sysctl",
          "ethtool",
          "ps",
          "pidof",
          "nsenter",
          "dmesg",
          "top",
          "busybox");
  private static final List<String> WORDS =
      List.of(
          "addr",
          "link",
          "route",
          "neigh",
          "rule",
          "netns",
          "show",
          "add",
          "del",
          "set",
          "get",
          "replace",
          "change",
          "append",
          "flush",
          "dev",
          "eth0",
          "v1",
          "br0",
          "lo",
          "nope",
          "up",
          "down",
          "via",
          "10.0.0.1",
          "10.0.0.254",
          "10.0.0.0/24",
          "default",
          "metric",
          "7",
          "table",
          "local",
          "all",
          "100",
          "src",
          "scope",
          "host",
          "type",
          "veth",
          "bridge",
          "dummy",
          "peer",
          "name",
          "x0",
          "master",
          "nomaster",
          "mtu",
          "1400",
          "address",
          "02:00:00:00:00:42",
          "zz",
          "-br",
          "-j",
          "-p",
          "-o",
          "-4",
          "-6",
          "-0",
          "-s",
          "-d",
          "-n",
          "-a",
          "-l",
          "-t",
          "-u",
          "exec",
          "red",
          "ip",
          "fdb",
          "vlan",
          "showmacs",
          "showstp",
          "addif",
          "delif",
          "addbr",
          "delbr",
          "lladdr",
          "nud",
          "stale",
          "onlink",
          "unreachable",
          "sport",
          "=",
          ":80",
          "state",
          "established",
          "(",
          ")",
          "or",
          "not",
          "net.ipv4.ip_forward",
          "net.ipv4.ip_forward=1",
          "-net",
          "gw",
          "netmask",
          "255.255.255.0",
          "hw",
          "ether",
          "",
          "-",
          "--",
          "=",
          "1e9",
          "-1",
          "999999999999",
          "\u00e9",
          "to",
          "from",
          "iif",
          "oif",
          "mark",
          "nexthop",
          "brd",
          "+",
          "label",
          "promisc",
          "on",
          "off",
          "alias",
          "txqueuelen",
          "ifconfig",
          "arp",
          "-i",
          "-e");

  @Test
  @DisplayName("random command lines get an answer and leave the tools working")
  void randomCommandLinesGetAnAnswer() {
    Random random = new Random(20260101);
    try (ToolLab lab = new ToolLab()) {
      lab.leaveAlone();
      lab.run("ip netns add red");
      for (int i = 0; i < LINES; i++) {
        if (i % 200 == 0) {
          lab.run("ip link add eth0 type veth peer name v1");
          lab.run("ip link add br0 type bridge");
          lab.run("ip link set eth0 up");
          lab.run("ip addr add 10.0.0.1/24 dev eth0");
        }
        List<String> line = new ArrayList<>();
        line.add(TOOLS.get(random.nextInt(TOOLS.size())));
        int length = random.nextInt(9);
        for (int word = 0; word < length; word++) {
          line.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        String output = lab.run(line, 80).output();
        assertFalse(output.contains("has a defect"), () -> line + " answered " + output);
      }
    }
  }
}
