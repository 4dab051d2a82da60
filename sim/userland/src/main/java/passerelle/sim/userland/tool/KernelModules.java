package passerelle.sim.userland.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The modules of the lab's kernel: those that are loaded, in the order of {@code /proc/modules},
 * and those that may be. What a module does the simulated kernel does whether it is loaded or not,
 * but for br_netfilter.
 */
public final class KernelModules {
  /** The module that shows bridged packets to iptables. */
  public static final String BRIDGE_FILTER = "br_netfilter";

  /** The setting that comes with it; 0 here as long as it is not loaded. */
  public static final String BRIDGE_FILTER_SETTING = "net.bridge.bridge-nf-call-iptables";

  /** Each with its size in octets and the modules that it needs; the loaded ones first. */
  private static final List<Module> LOADED =
      List.of(
          new Module("xt_conntrack", 12288, List.of("nf_conntrack", "x_tables")),
          new Module("xt_MASQUERADE", 16384, List.of("nf_nat", "x_tables")),
          new Module("xt_addrtype", 12288, List.of("x_tables")),
          new Module("nft_compat", 20480, List.of("nf_tables", "x_tables")),
          new Module("x_tables", 69632, List.of()),
          new Module("nft_chain_nat", 12288, List.of("nf_nat", "nf_tables")),
          new Module("nf_nat", 65536, List.of("nf_conntrack")),
          new Module("nf_conntrack_netlink", 57344, List.of("nf_conntrack", "nfnetlink")),
          new Module("nf_conntrack", 204800, List.of("nf_defrag_ipv6", "nf_defrag_ipv4")),
          new Module("nf_defrag_ipv6", 24576, List.of()),
          new Module("nf_defrag_ipv4", 12288, List.of()),
          new Module("nf_tables", 380928, List.of("nfnetlink")),
          new Module("nfnetlink", 20480, List.of()),
          new Module("veth", 45056, List.of()),
          new Module("br_netfilter", 36864, List.of("bridge")),
          new Module("bridge", 389120, List.of("stp", "llc")),
          new Module("stp", 12288, List.of("llc")),
          new Module("llc", 16384, List.of()),
          new Module("overlay", 217088, List.of()));

  private static final List<Module> OTHERS =
      List.of(
          new Module("8021q", 53248, List.of()),
          new Module("dummy", 12288, List.of()),
          new Module("ifb", 16384, List.of()),
          new Module("ip_tables", 36864, List.of("x_tables")),
          new Module("iptable_filter", 12288, List.of("ip_tables")),
          new Module("iptable_nat", 12288, List.of("ip_tables", "nf_nat")),
          new Module("iptable_mangle", 12288, List.of("ip_tables")),
          new Module("iptable_raw", 12288, List.of("ip_tables")),
          new Module("ip6_tables", 36864, List.of("x_tables")),
          new Module("ip_set", 61440, List.of("nfnetlink")),
          new Module("ip_vs", 221184, List.of("nf_conntrack")),
          new Module("ip_vs_rr", 12288, List.of("ip_vs")),
          new Module("ipip", 20480, List.of()),
          new Module("ip_gre", 36864, List.of()),
          new Module("ipvlan", 49152, List.of()),
          new Module("macvlan", 36864, List.of()),
          new Module("macvtap", 12288, List.of("macvlan")),
          new Module("bonding", 266240, List.of()),
          new Module("sch_netem", 24576, List.of()),
          new Module("tun", 69632, List.of()),
          new Module("vxlan", 155648, List.of("udp_tunnel")),
          new Module("udp_tunnel", 28672, List.of()),
          new Module("vrf", 36864, List.of()),
          new Module("geneve", 57344, List.of("udp_tunnel")),
          new Module("wireguard", 114688, List.of("udp_tunnel")),
          new Module("xt_comment", 12288, List.of("x_tables")),
          new Module("nf_log_syslog", 24576, List.of()),
          new Module("nf_conntrack_ftp", 24576, List.of("nf_conntrack")),
          new Module("nf_conntrack_irc", 20480, List.of("nf_conntrack")),
          new Module("nf_conntrack_pptp", 24576, List.of("nf_conntrack")),
          new Module("nf_conntrack_sip", 40960, List.of("nf_conntrack")),
          new Module("nf_conntrack_tftp", 20480, List.of("nf_conntrack")),
          new Module("nf_nat_ftp", 20480, List.of("nf_conntrack_ftp", "nf_nat")),
          new Module("nf_nat_irc", 16384, List.of("nf_conntrack_irc", "nf_nat")),
          new Module("nf_nat_pptp", 16384, List.of("nf_conntrack_pptp", "nf_nat")),
          new Module("nf_nat_sip", 20480, List.of("nf_conntrack_sip", "nf_nat")),
          new Module("nf_nat_tftp", 16384, List.of("nf_conntrack_tftp", "nf_nat")),
          new Module("xt_tcpudp", 16384, List.of("x_tables")),
          new Module("xt_nat", 12288, List.of("nf_nat", "x_tables")),
          new Module("xt_mark", 12288, List.of("x_tables")),
          new Module("xt_multiport", 16384, List.of("x_tables")),
          new Module("xt_limit", 12288, List.of("x_tables")),
          new Module("xt_recent", 24576, List.of("x_tables")),
          new Module("xt_state", 12288, List.of("nf_conntrack", "x_tables")),
          new Module("xt_LOG", 12288, List.of("x_tables")),
          new Module("xt_CT", 16384, List.of("nf_conntrack", "x_tables")),
          new Module("ebtables", 45056, List.of("x_tables")),
          new Module("sch_htb", 36864, List.of()),
          new Module("sch_tbf", 20480, List.of()),
          new Module("tcp_bbr", 20480, List.of()));

  private final Map<String, Module> loaded = new LinkedHashMap<>();

  /** A module. */
  private record Module(String name, int size, List<String> needs) {}

  /** Those that a host has that runs an engine. */
  public KernelModules() {
    LOADED.forEach(module -> loaded.put(module.name(), module));
  }

  private static Optional<Module> known(String name) {
    String plain = plain(name);
    return Stream.concat(LOADED.stream(), OTHERS.stream())
        .filter(module -> module.name().equals(plain))
        .findFirst();
  }

  /** A module's own name: those of connection tracking have the ones of Linux 2.6.19 still. */
  private static String plain(String name) {
    return name.replace('-', '_').replaceFirst("^ip_(?=conntrack|nat_)", "nf_");
  }

  /** Whether the kernel has a module of a name, loaded or not. */
  public boolean has(String name) {
    return known(name).isPresent();
  }

  /** Whether it is loaded. */
  public boolean isLoaded(String name) {
    return loaded.containsKey(plain(name));
  }

  /** Loads a module with those that it needs; the one loaded last stands first. */
  public void load(String name) {
    Module module = known(name).orElseThrow();
    module.needs().forEach(this::load);
    if (!loaded.containsKey(module.name())) {
      Map<String, Module> before = new LinkedHashMap<>(loaded);
      loaded.clear();
      loaded.put(module.name(), module);
      loaded.putAll(before);
    }
  }

  /** Takes a module out. */
  public void unload(String name) {
    loaded.remove(plain(name));
  }

  /** Loads a module or takes it out. */
  public void setLoaded(String name, boolean wanted) {
    if (wanted) {
      load(name);
    } else {
      unload(name);
    }
  }

  /** The loaded modules that need one. */
  public List<String> users(String name) {
    List<String> users = new ArrayList<>();
    loaded.values().stream()
        .filter(module -> module.needs().contains(plain(name)))
        .forEach(module -> users.add(module.name()));
    return users;
  }

  /** The loaded modules as {@code lsmod} lists them. */
  public String listing() {
    StringBuilder out = new StringBuilder("Module                  Size  Used by\n");
    for (Module module : loaded.values()) {
      List<String> users = users(module.name());
      String by = users.isEmpty() ? "" : " " + String.join(",", users);
      out.append(
          String.format(
              java.util.Locale.ROOT,
              "%-19s %8d  %d%s%n",
              module.name(),
              module.size(),
              users.size(),
              by));
    }
    return out.toString();
  }
}
