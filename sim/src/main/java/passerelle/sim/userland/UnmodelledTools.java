package passerelle.sim.userland;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Toolset;

/**
 * Tools that the real machine has and Passerelle does not model: each says so in one line and ends
 * with status 2. What is modelled replaces its line here.
 */
final class UnmodelledTools {
  /** What they would do, and the tools that would do it. */
  private static final Map<String, List<String>> DEBIAN =
      Map.ofEntries(
          Map.entry(
              "saved filters of bridged frames", List.of("ebtables-save", "ebtables-restore")),
          Map.entry("filters of ARP", List.of("arptables-save", "arptables-restore")),
          Map.entry(
              "the older tables of iptables",
              List.of(
                  "iptables-legacy-save",
                  "iptables-legacy-restore",
                  "ip6tables-legacy-save",
                  "ip6tables-legacy-restore")),
          Map.entry(
              "the translation of rules",
              List.of("iptables-translate", "ip6tables-translate", "iptables-restore-translate")),
          Map.entry("the events of rules", List.of("xtables-monitor")),
          Map.entry("virtual servers", List.of("ipvsadm")),
          Map.entry("these counters; type nstat", List.of("rtacct", "lnstat", "ctstat", "rtstat")),
          Map.entry("a recording of the routes' events", List.of("rtmon", "routel", "arpd")),
          Map.entry(
              "hardware and its drivers",
              List.of(
                  "devlink", "dcb", "rdma", "tipc", "vdpa", "genl", "mii-tool", "iw", "iwconfig")),
          Map.entry(
              "this kind of device",
              List.of("slattach", "plipconfig", "iptunnel", "vconfig", "wg")),
          Map.entry("the groups of devices", List.of("ipmaddr")),
          Map.entry("names of devices by their addresses", List.of("nameif", "rarp")),
          Map.entry("times of other machines", List.of("clockdiff", "rdisc")),
          Map.entry("ping of IPv6", List.of("ping6", "traceroute6", "tracepath6")),
          Map.entry("who owns a name", List.of("whois")),
          Map.entry("scans", List.of("arp-scan", "ncat", "nping", "hping3", "tcptraceroute")),
          Map.entry("measurements of throughput", List.of("netperf", "ab", "wrk", "hey")),
          Map.entry(
              "other captures than tcpdump's",
              List.of(
                  "tshark",
                  "termshark",
                  "dumpcap",
                  "ngrep",
                  "iftop",
                  "iptraf-ng",
                  "nethogs",
                  "nload",
                  "bmon")),
          Map.entry("other clients for DNS", List.of("delv", "mdig", "nsupdate")),
          Map.entry("configuration by a file", List.of("ifup", "ifdown", "ifquery")),
          Map.entry("configuration by DHCP", List.of("dhclient", "dhcpcd", "udhcpc")),
          Map.entry("system calls", List.of("strace", "ltrace", "perf", "bpftrace", "bpftool")),
          Map.entry("the control of services", List.of("systemctl", "journalctl", "service")),
          Map.entry(
              "other machines' shells and files", List.of("ssh", "scp", "sftp", "ftp", "rsync")));

  private static final Map<String, List<String>> BUSYBOX =
      Map.of(
          "this short form; type ip with a blank",
          List.of("ipaddr", "iplink", "ipneigh", "iproute", "iprule", "iptunnel"),
          "configuration by a file or by DHCP",
          List.of("ifup", "ifdown", "udhcpc", "udhcpc6", "zcip"),
          "this kind of device",
          List.of("vconfig", "tunctl", "slattach", "ifenslave", "nbd-client", "brctl"),
          "names of devices by their addresses",
          List.of("nameif"),
          "ping of IPv6",
          List.of("ping6", "traceroute6"),
          "this protocol",
          List.of("ftpget", "ftpput", "tftp", "ntpd", "whois", "ssl_client", "sendmail"),
          "scans",
          List.of("pscan", "ether-wake"),
          "a calculator of addresses",
          List.of("ipcalc"));

  private UnmodelledTools() {}

  static Toolset debian() {
    return of(DEBIAN, "/usr/sbin");
  }

  static Toolset busybox() {
    return of(BUSYBOX, "/bin");
  }

  private static Toolset of(Map<String, List<String>> tools, String directory) {
    Toolset.Builder out = Toolset.builder();
    new TreeMap<>(tools)
        .forEach(
            (what, names) -> {
              for (String name : names) {
                out.add(directory, refusing(name, what), name);
              }
            });
    return out.build();
  }

  private static BlockingProgram refusing(String name, String what) {
    return self -> {
      self.stderr().print(name + ": Passerelle does not model " + what + "\n");
      return 2;
    };
  }
}
