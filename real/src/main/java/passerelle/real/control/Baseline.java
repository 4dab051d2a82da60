package passerelle.real.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.text.WordList;

/**
 * Settings that a new namespace takes over from the machine's first one instead of from the kernel
 * (net/ipv4/devinet.c:devinet_init_net, net/ipv6/addrconf.c:addrconf_init_net and tcp_ipv4.c:
 * tcp_sk_init). They get the values that Linux 6.18 has by itself, so that a lab is the same on
 * every machine; only source routing is off, as every distribution has it. What the machine has set
 * is looked at once, in the first namespace of the lab.
 */
final class Baseline {
  /** Forwarding comes first: it decides on others. */
  private static final List<String> OFF =
      WordList.of(
          """
          forwarding accept_local accept_source_route arp_accept arp_announce arp_filter
          arp_ignore arp_notify bc_forwarding drop_gratuitous_arp drop_unicast_in_l2_multicast
          ignore_routes_with_linkdown log_martians promote_secondaries proxy_arp
          proxy_arp_pvlan route_localnet rp_filter src_valid_mark
          """);

  private static final List<String> ON =
      WordList.of(
          """
          accept_redirects arp_evict_nocarrier secure_redirects send_redirects shared_media
          """);

  private static final Map<String, String> KERNELS_OWN = kernelsOwn();

  private Optional<Map<String, String>> deviations = Optional.empty();

  /** Brings a new namespace, in which nothing but a loopback device that is down, to the values. */
  void apply(Place place) throws KernelException {
    if (deviations.filter(Map::isEmpty).isPresent()) {
      return;
    }
    place.visit(this::applyHere);
  }

  private boolean applyHere() throws KernelException {
    if (deviations.isEmpty()) {
      deviations = Optional.of(lookHere());
    }
    for (Map.Entry<String, String> setting : deviations.get().entrySet()) {
      Sysctl.writeHere(setting.getKey(), setting.getValue());
    }
    return true;
  }

  private static Map<String, String> lookHere() throws KernelException {
    Map<String, String> found = new LinkedHashMap<>();
    for (Map.Entry<String, String> setting : KERNELS_OWN.entrySet()) {
      try {
        if (!Sysctl.readHere(setting.getKey()).equals(setting.getValue())) {
          found.put(setting.getKey(), setting.getValue());
        }
      } catch (KernelException missing) {
        if (missing.errno() != Errno.ENOENT) {
          throw missing;
        }
      }
    }
    return found;
  }

  private static Map<String, String> kernelsOwn() {
    Map<String, String> own = new LinkedHashMap<>();
    for (String whose : List.of("all", "default", "lo")) {
      String conf = "net.ipv4.conf." + whose + ".";
      OFF.forEach(name -> own.put(conf + name, "0"));
      ON.forEach(name -> own.put(conf + name, "1"));
    }
    own.put("net.ipv4.tcp_rmem", "4096\t131072\t33554432");
    own.put("net.ipv4.tcp_wmem", "4096\t16384\t4194304");
    return own;
  }
}
