package passerelle.sim.ipv6;

import java.util.Optional;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.link.Skb;
import passerelle.trace.HopEvent;

/** The one route that is taken (net/ipv6/route.c). */
public final class Ip6Routing {
  private static final String ROUTE =
      "local ::1 dev lo table local proto kernel metric 0 pref medium";

  private final Ipv6Stack stack;

  Ip6Routing(Ipv6Stack stack) {
    this.stack = stack;
  }

  /**
   * The source address towards a destination ({@code ip6_dst_lookup_tail}).
   *
   * @throws KernelException ENETUNREACH for any destination but ::1, EADDRNOTAVAIL while the
   *     loopback has no IPv6 address
   */
  public Ipv6Address sourceTowards(Ipv6Address destination) throws KernelException {
    if (!destination.isLoopback()) {
      throw new KernelException(Errno.ENETUNREACH);
    }
    if (!stack.addresses().has(destination)) {
      throw new KernelException(Errno.EADDRNOTAVAIL);
    }
    return destination;
  }

  /** Tells whoever follows a packet which route it took. */
  void trace(Skb skb, String device, String function) {
    skb.trace(
        stack.netns(),
        device,
        function,
        hop ->
            new HopEvent.Routed(
                hop,
                ROUTE,
                HopEvent.RouteKind.LOCAL,
                stack.loopback().name(),
                Optional.empty(),
                Optional.empty()));
  }
}
