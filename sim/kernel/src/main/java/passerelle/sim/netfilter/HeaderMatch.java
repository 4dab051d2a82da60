package passerelle.sim.netfilter;

import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.netfilter.AddressMatch;
import passerelle.netfilter.InterfaceMatch;
import passerelle.netfilter.Match;
import passerelle.netfilter.ProtocolMatch;

/**
 * What a rule asks of the IP header and of the devices ({@code struct ipt_ip}): most rules ask
 * nothing else, and most packets fail here ({@code ip_packet_match}).
 */
final class HeaderMatch {
  private Network source = Network.ANY;
  private Network destination = Network.ANY;
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

  /** Which addresses fit; what its mask leaves of them is looked at alone. */
  private record Network(IpAddress address, IpAddress mask, boolean negated) {
    static final Network ANY = new Network(Family.IPV4.any(), Family.IPV4.any(), false);

    static Network of(AddressMatch match) {
      return new Network(match.network().address(), match.network().mask(), match.negated());
    }

    boolean fits(IpAddress packet) {
      return packet.fits(address, mask) != negated;
    }
  }

  /** What one match asks of the header. */
  static HeaderMatch of(Match match) {
    HeaderMatch one = new HeaderMatch();
    one.takes(match);
    return one;
  }

  /** Takes over what a match asks of the header; false when it asks of something else. */
  boolean takes(Match match) {
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
    } else if (match instanceof AddressMatch m) {
      if (m.side() == AddressMatch.Side.SOURCE) {
        source = Network.of(m);
      } else {
        destination = Network.of(m);
      }
    } else {
      return false;
    }
    return true;
  }

  boolean fits(PacketContext packet) {
    return (source == Network.ANY || source.fits(packet.source()))
        && (destination == Network.ANY || destination.fits(packet.destination()))
        && (anyProtocol || packet.protocol() == protocol != protocolNegated)
        && (in == DeviceName.ANY || in.fits(packet.inName()))
        && (out == DeviceName.ANY || out.fits(packet.outName()));
  }
}
