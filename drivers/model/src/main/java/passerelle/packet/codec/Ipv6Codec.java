package passerelle.packet.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import passerelle.addr.Ipv6Address;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv6Header;
import passerelle.packet.Ipv6Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawTransport;
import passerelle.packet.Transport;

/** IPv6 headers (RFC 8200 section 3); extension headers are not read. */
final class Ipv6Codec {
  private static final int VERSION = 6;

  private Ipv6Codec() {}

  static byte[] encode(Ipv6Packet packet) {
    byte[] transport =
        TransportCodec.encode(packet.transport(), packet.source(), packet.destination());
    Ipv6Header fields = packet.header();
    return ByteBuffer.allocate(Ipv6Packet.HEADER_LENGTH + transport.length)
        .putInt(VERSION << 28 | fields.trafficClass() << 20 | fields.flowLabel())
        .putShort((short) transport.length)
        .put((byte) packet.transport().protocol())
        .put((byte) fields.hopLimit())
        .putLong(packet.source().high())
        .putLong(packet.source().low())
        .putLong(packet.destination().high())
        .putLong(packet.destination().low())
        .put(transport)
        .array();
  }

  /** A packet that fills the bytes exactly; empty when a record cannot hold it. */
  static Optional<Ipv6Packet> decode(byte[] bytes) {
    if (bytes.length < Ipv6Packet.HEADER_LENGTH) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int first = in.getInt();
    int length = in.getShort() & 0xffff;
    int protocol = in.get() & 0xff;
    int hopLimit = in.get() & 0xff;
    if (first >>> 28 != VERSION || Ipv6Packet.HEADER_LENGTH + length != bytes.length) {
      return Optional.empty();
    }
    Ipv6Address source = new Ipv6Address(in.getLong(), in.getLong());
    Ipv6Address destination = new Ipv6Address(in.getLong(), in.getLong());
    byte[] rest = Arrays.copyOfRange(bytes, Ipv6Packet.HEADER_LENGTH, bytes.length);
    // Protocol 1 is IPv4's ICMP: it means nothing here, and has no checksum that could be right.
    Transport transport =
        protocol == IpProtocol.ICMP
            ? new RawTransport(protocol, Payload.of(rest))
            : TransportCodec.decode(protocol, rest, source, destination, false);
    Ipv6Header fields = new Ipv6Header(first >>> 20 & 0xff, first & 0xf_ffff, hopLimit);
    return Optional.of(new Ipv6Packet(source, destination, fields, transport));
  }
}
