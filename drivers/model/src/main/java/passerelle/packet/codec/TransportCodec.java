package passerelle.packet.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawTransport;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;

/** TCP, UDP and ICMP with their checksums (RFC 9293, RFC 768, RFC 792). */
final class TransportCodec {
  private static final int TCP_HEADER = 20;

  private TransportCodec() {}

  static byte[] encode(Transport transport, IpAddress source, IpAddress destination) {
    if (transport instanceof TcpSegment tcp) {
      return encodeTcp(tcp, source, destination);
    }
    if (transport instanceof UdpDatagram udp) {
      return encodeUdp(udp, source, destination);
    }
    if (transport instanceof IcmpMessage icmp) {
      return encodeIcmp(icmp);
    }
    return ((RawTransport) transport).payload().toBytes();
  }

  /**
   * Reads what an IP packet carries.
   *
   * @param quoted the packet stands in an ICMP error; such a one is never about another error
   */
  static Transport decode(
      int protocol, byte[] bytes, IpAddress source, IpAddress destination, boolean quoted) {
    Optional<? extends Transport> transport = header(protocol, bytes, quoted);
    boolean exact =
        transport.isPresent() && Arrays.equals(encode(transport.get(), source, destination), bytes);
    return exact ? transport.get() : new RawTransport(protocol, Payload.of(bytes));
  }

  /** What the octets begin with, whether or not lengths and checksum fit what is there. */
  static Optional<? extends Transport> header(int protocol, byte[] bytes, boolean quoted) {
    return switch (protocol) {
      case IpProtocol.TCP -> decodeTcp(bytes);
      case IpProtocol.UDP -> decodeUdp(bytes);
      case IpProtocol.ICMP -> decodeIcmp(bytes, quoted);
      default -> Optional.empty();
    };
  }

  private static byte[] encodeTcp(TcpSegment tcp, IpAddress source, IpAddress destination) {
    int headerLength = tcp.headerLength();
    ByteBuffer out =
        ByteBuffer.allocate(tcp.length())
            .putShort((short) tcp.sourcePort())
            .putShort((short) tcp.destinationPort())
            .putInt(tcp.sequence())
            .putInt(tcp.acknowledgment())
            .put((byte) (headerLength << 2))
            .put((byte) tcp.flags())
            .putShort((short) tcp.window())
            .putInt(0)
            .put(TcpOptionsCodec.encode(tcp.options()))
            .put(tcp.payload().toBytes());
    Checksum sum = new Checksum().add(out.array());
    sum.addPseudoHeader(source, destination, IpProtocol.TCP, tcp.length());
    return out.putShort(16, (short) sum.value()).array();
  }

  private static Optional<TcpSegment> decodeTcp(byte[] bytes) {
    if (bytes.length < TCP_HEADER) {
      return Optional.empty();
    }
    int headerLength = (bytes[12] & 0xf0) >> 2;
    if (headerLength < TCP_HEADER || headerLength > bytes.length) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Optional<TcpOptions> options =
        TcpOptionsCodec.decode(Arrays.copyOfRange(bytes, TCP_HEADER, headerLength));
    return options.map(
        o ->
            new TcpSegment(
                in.getShort(0) & 0xffff,
                in.getShort(2) & 0xffff,
                in.getInt(4),
                in.getInt(8),
                bytes[13] & 0xff,
                in.getShort(14) & 0xffff,
                o,
                tail(bytes, headerLength)));
  }

  private static Payload tail(byte[] bytes, int from) {
    return Payload.of(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static byte[] encodeUdp(UdpDatagram udp, IpAddress source, IpAddress destination) {
    ByteBuffer out =
        ByteBuffer.allocate(udp.length())
            .putShort((short) udp.sourcePort())
            .putShort((short) udp.destinationPort())
            .putShort((short) udp.length())
            .putShort((short) 0)
            .put(udp.payload().toBytes());
    Checksum sum = new Checksum().add(out.array());
    sum.addPseudoHeader(source, destination, IpProtocol.UDP, udp.length());
    // Zero says that there is no checksum; ones' complement has another zero.
    int value = sum.value() == 0 ? 0xffff : sum.value();
    return out.putShort(6, (short) value).array();
  }

  private static Optional<UdpDatagram> decodeUdp(byte[] bytes) {
    if (bytes.length < UdpDatagram.HEADER_LENGTH) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return Optional.of(
        new UdpDatagram(
            in.getShort(0) & 0xffff,
            in.getShort(2) & 0xffff,
            tail(bytes, UdpDatagram.HEADER_LENGTH)));
  }

  private static byte[] encodeIcmp(IcmpMessage icmp) {
    byte[] body = encodeBody(icmp.body());
    ByteBuffer out =
        ByteBuffer.allocate(IcmpMessage.HEADER_LENGTH + body.length)
            .put((byte) icmp.type())
            .put((byte) icmp.code())
            .putShort((short) 0)
            .putInt(icmp.rest())
            .put(body);
    return out.putShort(2, (short) Checksum.of(out.array())).array();
  }

  private static byte[] encodeBody(IcmpBody body) {
    if (body instanceof IcmpBody.Quote quote) {
      return Arrays.copyOf(Ipv4Codec.encode(quote.packet()), quote.length());
    }
    return ((IcmpBody.Data) body).data().toBytes();
  }

  private static Optional<IcmpMessage> decodeIcmp(byte[] bytes, boolean quoted) {
    if (bytes.length < IcmpMessage.HEADER_LENGTH) {
      return Optional.empty();
    }
    int rest = ByteBuffer.wrap(bytes).getInt(4);
    byte[] body = Arrays.copyOfRange(bytes, IcmpMessage.HEADER_LENGTH, bytes.length);
    IcmpMessage plain =
        new IcmpMessage(
            bytes[0] & 0xff, bytes[1] & 0xff, rest, new IcmpBody.Data(Payload.of(body)));
    Optional<Ipv4Packet> subject =
        plain.isError() && !quoted ? Ipv4Codec.decodeQuoted(body) : Optional.empty();
    return Optional.of(
        subject
            .map(packet -> plain.withBody(new IcmpBody.Quote(packet, body.length)))
            .orElse(plain));
  }
}
