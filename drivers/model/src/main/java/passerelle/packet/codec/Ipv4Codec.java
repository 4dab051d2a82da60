package passerelle.packet.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawTransport;
import passerelle.packet.Transport;

/** IPv4 headers (RFC 791 section 3.1). */
final class Ipv4Codec {
  private static final int VERSION = 0x40;
  private static final int DONT_FRAGMENT = 0x4000;
  private static final int MORE_FRAGMENTS = 0x2000;

  private Ipv4Codec() {}

  static byte[] encode(Ipv4Packet packet) {
    byte[] transport =
        TransportCodec.encode(packet.transport(), packet.source(), packet.destination());
    byte[] header = header(packet, packet.headerLength() + transport.length);
    return ByteBuffer.allocate(header.length + transport.length).put(header).put(transport).array();
  }

  private static byte[] header(Ipv4Packet packet, int totalLength) {
    Ipv4Header fields = packet.header();
    int fragment =
        (fields.dontFragment() ? DONT_FRAGMENT : 0)
            | (fields.moreFragments() ? MORE_FRAGMENTS : 0)
            | fields.fragmentOffset() / 8;
    ByteBuffer header =
        ByteBuffer.allocate(packet.headerLength())
            .put((byte) (VERSION | packet.headerLength() / 4))
            .put((byte) fields.tos())
            .putShort((short) totalLength)
            .putShort((short) fields.id())
            .putShort((short) fragment)
            .put((byte) fields.ttl())
            .put((byte) packet.protocol())
            .putShort((short) 0)
            .putInt(packet.source().bits())
            .putInt(packet.destination().bits())
            .put(fields.options().toBytes());
    return header.putShort(10, (short) Checksum.of(header.array())).array();
  }

  /** A packet that fills the bytes exactly; empty when a record cannot hold it. */
  static Optional<Ipv4Packet> decode(byte[] bytes) {
    return decode(bytes, bytes.length, false);
  }

  /**
   * Reads the packet that an ICMP error quotes. When it is cut short its transport stays raw, with
   * zeros for what is missing.
   */
  static Optional<Ipv4Packet> decodeQuoted(byte[] bytes) {
    if (bytes.length < Ipv4Packet.HEADER_LENGTH) {
      return Optional.empty();
    }
    int totalLength = ByteBuffer.wrap(bytes).getShort(2) & 0xffff;
    return totalLength < bytes.length ? Optional.empty() : decode(bytes, totalLength, true);
  }

  private static Optional<Ipv4Packet> decode(byte[] bytes, int totalLength, boolean quoted) {
    if (bytes.length < Ipv4Packet.HEADER_LENGTH) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int length = (bytes[0] & 0xf) * 4;
    if (length < Ipv4Packet.HEADER_LENGTH || length > Math.min(bytes.length, totalLength)) {
      return Optional.empty();
    }
    int fragment = in.getShort(6) & 0xffff;
    Ipv4Header fields =
        new Ipv4Header(
            bytes[1] & 0xff,
            in.getShort(4) & 0xffff,
            (fragment & DONT_FRAGMENT) != 0,
            (fragment & MORE_FRAGMENTS) != 0,
            (fragment & 0x1fff) * 8,
            bytes[8] & 0xff,
            Payload.of(Arrays.copyOfRange(bytes, Ipv4Packet.HEADER_LENGTH, length)));
    Ipv4Address source = new Ipv4Address(in.getInt(12));
    Ipv4Address destination = new Ipv4Address(in.getInt(16));
    int protocol = bytes[9] & 0xff;
    byte[] rest = Arrays.copyOfRange(bytes, length, totalLength);
    Transport transport =
        fields.isFragment() || totalLength > bytes.length
            ? new RawTransport(protocol, Payload.of(rest))
            : TransportCodec.decode(protocol, rest, source, destination, quoted);
    Ipv4Packet packet = new Ipv4Packet(source, destination, fields, transport);
    byte[] header = Arrays.copyOf(bytes, length);
    return Arrays.equals(header(packet, totalLength), header)
        ? Optional.of(packet)
        : Optional.empty();
  }
}
