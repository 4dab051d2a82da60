package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import passerelle.sim.core.Machine;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.Toolsets;

/** No tool of the packages that a course names is a command that is not found. */
class KnownToolsTest {
  /** Of Debian 13's iproute2, net-tools, iputils, iptables, nftables, bridge-utils, ethtool. */
  private static final String DEBIAN =
      "ip bridge ss tc nstat rtacct lnstat ctstat rtstat rtmon routel arpd devlink dcb rdma tipc vdpa"
          + " genl arp ifconfig ipmaddr iptunnel mii-tool nameif netstat plipconfig rarp route"
          + " slattach ping arping clockdiff tracepath iptables iptables-save iptables-restore"
          + " ip6tables ebtables arptables iptables-legacy iptables-translate xtables-monitor nft"
          + " brctl ethtool conntrack ipset tcpdump tshark nc socat telnet dig host nslookup curl"
          + " wget sysctl";

  private static final String BUSYBOX =
      "arp arping brctl ether-wake hostname ifconfig ifdown ifenslave ifup ip ipaddr ipcalc iplink"
          + " ipneigh iproute iprule iptunnel nameif nc netstat nslookup ntpd ping ping6 pscan route"
          + " slattach traceroute traceroute6 tunctl udhcpc vconfig wget whois zcip";

  @Test
  void everyToolOfDebianIsKnown() {
    assertEquals(List.of(), missing("debian", DEBIAN));
  }

  @Test
  void everyToolOfBusyBoxIsKnown() {
    assertEquals(List.of(), missing("busybox", BUSYBOX));
  }

  private static List<String> missing(String flavour, String names) {
    Toolset tools = new Toolsets(new Namespaces(new Machine(1))).of(flavour, Map.of());
    return List.of(names.split(" ")).stream().filter(n -> tools.find(n).isEmpty()).toList();
  }
}
