package passerelle.real.trace;

import java.nio.ByteBuffer;
import java.util.Arrays;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawTransport;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;

/**
 * The first octets of an IPv4 packet: its header and up to twenty of what it carries, enough to
 * know it again and to see what NAT changed.
 */
record PacketHeader(byte[] octets) {
  static final int IP = 20;
  private static final int TRANSPORT = 20;
  private static final int DONT_FRAGMENT = 0x4000;
  private static final int MORE_FRAGMENTS = 0x2000;

  /** As many octets of what it carries are compared: ports, or ICMP's number. */
  private static final int COMPARED = 8;

  /** The header of the packet that stands there from {@code from} on. */
  static PacketHeader of(byte[] bytes, int from) {
    int ip = bytes.length > from ? (bytes[from] & 0xf) * 4 : IP;
    return new PacketHeader(
        Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + ip + TRANSPORT)));
  }

  /** Long enough, and of IPv4. */
  boolean isIpv4() {
    return octets.length >= IP && (octets[0] & 0xf0) == 0x40;
  }

  private int u16(int at) {
    return octets.length >= at + 2 ? ByteBuffer.wrap(octets).getShort(at) & 0xffff : 0;
  }

  int id() {
    return u16(4);
  }

  int ttl() {
    return octets[8] & 0xff;
  }

  int protocol() {
    return octets[9] & 0xff;
  }

  IpAddress source() {
    return new Ipv4Address(ByteBuffer.wrap(octets).getInt(12));
  }

  IpAddress destination() {
    return new Ipv4Address(ByteBuffer.wrap(octets).getInt(16));
  }

  /** The first two fields behind the header: TCP's and UDP's ports. */
  private int transport(int field) {
    return u16((octets[0] & 0xf) * 4 + 2 * field);
  }

  /** The same packet at the same point of its way. */
  boolean same(PacketHeader other) {
    int length = (octets[0] & 0xf) * 4 + COMPARED;
    return Arrays.equals(Arrays.copyOf(octets, length), Arrays.copyOf(other.octets, length));
  }

  /** The same packet, perhaps after NAT or a router: its number, length and protocol agree. */
  boolean resembles(PacketHeader other) {
    return id() == other.id() && protocol() == other.protocol() && u16(2) == other.u16(2);
  }

  /** The same packet a little later: what a router changes aside. */
  boolean continues(PacketHeader earlier) {
    return resembles(earlier)
        && source().equals(earlier.source())
        && destination().equals(earlier.destination())
        && transport(0) == earlier.transport(0)
        && transport(1) == earlier.transport(1);
  }

  boolean isFragment() {
    return (u16(6) & 0x3fff) != 0;
  }

  /** A piece of the packet that the other header is of. */
  boolean isFragmentOf(PacketHeader whole) {
    return isFragment()
        && id() == whole.id()
        && protocol() == whole.protocol()
        && source().equals(whole.source())
        && destination().equals(whole.destination());
  }

  /** A packet with what this header says of addresses, TTL and ports. */
  IpPacket applyTo(IpPacket packet) {
    IpPacket changed = packet.withAddresses(source(), destination()).withTtl(ttl());
    if (packet.transport() instanceof TcpSegment tcp) {
      return changed.withTransport(tcp.withPorts(transport(0), transport(1)));
    }
    if (packet.transport() instanceof UdpDatagram udp) {
      return changed.withTransport(new UdpDatagram(transport(0), transport(1), udp.payload()));
    }
    if (packet.transport() instanceof IcmpMessage icmp && icmp.isEcho()) {
      return changed.withTransport(icmp.withIdentifier(transport(2)));
    }
    return changed;
  }

  /** As much of the packet as these octets tell; zeros stand for what it carries. */
  Ipv4Packet toPacket() {
    int fragment = u16(6);
    Ipv4Header fields =
        new Ipv4Header(
            octets[1] & 0xff,
            id(),
            (fragment & DONT_FRAGMENT) != 0,
            (fragment & MORE_FRAGMENTS) != 0,
            (fragment & 0x1fff) * 8,
            ttl());
    int at = (octets[0] & 0xf) * 4;
    int length = Math.max(0, u16(2) - at);
    Transport transport = new RawTransport(protocol(), Payload.zeros(length));
    ByteBuffer in = ByteBuffer.wrap(octets);
    if (!fields.isFragment() && protocol() == IpProtocol.TCP && octets.length >= at + TRANSPORT) {
      transport =
          new TcpSegment(
              transport(0),
              transport(1),
              in.getInt(at + 4),
              in.getInt(at + 8),
              octets[at + 13] & 0xff,
              u16(at + 14),
              TcpOptions.NONE,
              Payload.zeros(Math.max(0, length - ((octets[at + 12] & 0xf0) >> 2))));
    } else if (!fields.isFragment() && octets.length >= at + COMPARED) {
      Payload data = Payload.zeros(Math.max(0, length - COMPARED));
      transport =
          switch (protocol()) {
            case IpProtocol.UDP -> new UdpDatagram(transport(0), transport(1), data);
            case IpProtocol.ICMP ->
                new IcmpMessage(
                    octets[at] & 0xff,
                    octets[at + 1] & 0xff,
                    in.getInt(at + 4),
                    new IcmpBody.Data(data));
            default -> transport;
          };
    }
    return Ipv4Packet.of(source(), destination(), fields, transport);
  }

  /**
   * The packet's tuple as conntrack prints it: addresses, then ports or what takes their place.
   *
   * @param inverse as the answer's
   */
  String tuple(boolean inverse) {
    String addresses =
        inverse
            ? "src=" + destination() + " dst=" + source()
            : "src=" + source() + " dst=" + destination();
    int first = transport(inverse ? 1 : 0);
    int second = transport(inverse ? 0 : 1);
    return switch (protocol()) {
      case IpProtocol.TCP, IpProtocol.UDP -> addresses + " sport=" + first + " dport=" + second;
      case IpProtocol.ICMP -> addresses + icmp(inverse);
      default -> addresses;
    };
  }

  private String icmp(boolean inverse) {
    int at = (octets[0] & 0xf) * 4;
    int type = octets.length > at + 1 ? octets[at] & 0xff : 0;
    int code = octets.length > at + 1 ? octets[at + 1] & 0xff : 0;
    int shown = inverse ? opposite(type) : type;
    return " type=" + shown + " code=" + code + " id=" + transport(2);
  }

  private static int opposite(int type) {
    return switch (type) {
      case IcmpMessage.ECHO_REQUEST -> IcmpMessage.ECHO_REPLY;
      case IcmpMessage.ECHO_REPLY -> IcmpMessage.ECHO_REQUEST;
      default -> type;
    };
  }
}
