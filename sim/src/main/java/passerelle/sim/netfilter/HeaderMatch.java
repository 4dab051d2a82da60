package passerelle.sim.netfilter;

import java.util.List;
import passerelle.addr.Ipv4Address;
import passerelle.netfilter.AddressMatch;
import passerelle.netfilter.InterfaceMatch;
import passerelle.netfilter.Match;
import passerelle.netfilter.ProtocolMatch;

/**
 * What a rule asks of the IP header and of the devices ({@code struct ipt_ip}): most rules ask
 * nothing else, and most packets fail here ({@code ip_packet_match}).
 */
final class HeaderMatch {
  private int source;
  private int sourceMask;
  private boolean sourceNegated;
  private int destination;
  private int destinationMask;
  private boolean destinationNegated;
  private int protocol;
  private boolean anyProtocol = true;
  private boolean protocolNegated;
  private DeviceName in = DeviceName.ANY;
  private DeviceName out = DeviceName.ANY;

  /**
   * Which devices fit.
   *
   * @param start of their names, or all of it
   * @param whole nothing may follow
   */
  private record DeviceName(String start, boolean whole, boolean negated) {
    static final DeviceName ANY = new DeviceName("", false, false);

    static DeviceName of(InterfaceMatch match) {
      boolean whole = !match.name().endsWith("+");
      String name = match.name();
      String start = whole ? name : name.substring(0, name.length() - 1);
      return new DeviceName(start, whole, match.negated());
    }

    boolean fits(String name) {
      return (whole ? start.equals(name) : name.startsWith(start)) != negated;
    }
  }

  private HeaderMatch() {}

  /** All that some matches ask of the header. */
  static HeaderMatch of(List<Match> matches) {
    HeaderMatch all = new HeaderMatch();
    matches.forEach(all::add);
    return all;
  }

  /** Whether a match asks of the header only; the addresses of IPv4 packets alone are known. */
  static boolean covers(Match match) {
    return match instanceof ProtocolMatch
        || match instanceof InterfaceMatch
        || match instanceof AddressMatch address
            && address.network().address() instanceof Ipv4Address
            && address.network().mask() instanceof Ipv4Address;
  }

  private void add(Match match) {
    if (match instanceof ProtocolMatch m) {
      protocol = m.protocol();
      anyProtocol = false;
      protocolNegated = m.negated();
    } else if (match instanceof InterfaceMatch m) {
      if (m.side() == InterfaceMatch.Side.IN) {
        in = DeviceName.of(m);
      } else {
        out = DeviceName.of(m);
      }
    } else if (match instanceof AddressMatch m
        && m.network().address() instanceof Ipv4Address address
        && m.network().mask() instanceof Ipv4Address mask) {
      if (m.side() == AddressMatch.Side.SOURCE) {
        source = address.bits();
        sourceMask = mask.bits();
        sourceNegated = m.negated();
      } else {
        destination = address.bits();
        destinationMask = mask.bits();
        destinationNegated = m.negated();
      }
    }
  }

  boolean fits(PacketContext packet) {
    return (packet.source() & sourceMask) == source != sourceNegated
        && (packet.destination() & destinationMask) == destination != destinationNegated
        && (anyProtocol || packet.protocol() == protocol != protocolNegated)
        && (in == DeviceName.ANY || in.fits(packet.inName()))
        && (out == DeviceName.ANY || out.fits(packet.outName()));
  }
}
