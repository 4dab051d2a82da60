package passerelle.packet;

import passerelle.addr.Ipv6Address;

/**
 * What kernels say on a link of their own accord, whatever programs do: reports of group
 * membership, which are sent and repeated after random delays (RFC 3376 section 4.2, RFC 3810
 * section 6; a bridge too is a member of a group,
 * net/bridge/br_multicast.c:br_multicast_join_snoopers), and IPv6's router and neighbour discovery
 * between link-local and unknown addresses: duplicate address detection waits a random part of a
 * second (RFC 4862 section 5.4.2, net/ipv6/addrconf.c:addrconf_dad_kick), solicitations growing
 * ones (RFC 7559). Discovery of other addresses is a program's doing.
 */
public final class Background {
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTER_SOLICITATION = 133;
  private static final int NEIGHBOUR_ADVERTISEMENT = 136;
  private static final int LISTENER_QUERY = 130;
  private static final int LISTENER_DONE = 132;
  private static final int LISTENER_REPORT_2 = 143;

  private Background() {}

  /** Whether a packet is of that kind. */
  public static boolean is(L3Packet packet) {
    if (packet instanceof Ipv4Packet ip) {
      return ip.protocol() == IpProtocol.IGMP;
    }
    return packet instanceof Ipv6Packet ip
        && ip.transport() instanceof RawTransport raw
        && (raw.protocol() == HOP_BY_HOP || isLocal(ip) && isDiscovery(raw));
  }

  private static boolean isLocal(Ipv6Packet packet) {
    boolean linkLocal = packet.source().high() >>> 54 == 0x3fa;
    return linkLocal || packet.source().equals(Ipv6Address.ANY);
  }

  private static boolean isDiscovery(RawTransport raw) {
    if (raw.protocol() != IpProtocol.ICMPV6 || raw.length() == 0) {
      return false;
    }
    int type = raw.payload().at(0);
    return type >= ROUTER_SOLICITATION && type <= NEIGHBOUR_ADVERTISEMENT
        || type >= LISTENER_QUERY && type <= LISTENER_DONE
        || type == LISTENER_REPORT_2;
  }
}
