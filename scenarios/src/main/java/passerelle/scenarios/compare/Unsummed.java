package passerelle.scenarios.compare;

import java.nio.ByteBuffer;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Ipv6Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawTransport;
import passerelle.packet.Transport;
import passerelle.packet.codec.Checksum;
import passerelle.packet.codec.Codec;

/**
 * Reads TCP, UDP and ICMP whose checksum is not that of the octets at hand.
 *
 * <p>A veth pair has no network card that would sum, so Linux leaves the checksums of TCP and UDP
 * open there ({@code CHECKSUM_PARTIAL}: the field holds the sum of the pseudo header), in what an
 * ICMP error quotes too; and neither a fragment nor a quotation has all octets that were summed.
 */
final class Unsummed {
  private Unsummed() {}

  /**
   * What a packet carries, as far as it can be read.
   *
   * @param part whether octets may be missing at the end
   */
  static Transport read(IpPacket packet, boolean part) {
    if (!(packet.transport() instanceof RawTransport raw)) {
      return packet.transport();
    }
    byte[] bytes = raw.payload().toBytes();
    int field = checksumField(raw.protocol(), part);
    if (field < 0 || bytes.length < field + 2) {
      return raw;
    }
    ByteBuffer patched = ByteBuffer.wrap(bytes).putShort(field, (short) 0);
    if (raw.protocol() == IpProtocol.UDP && part) {
      patched.putShort(4, (short) bytes.length);
    }
    patched.putShort(field, (short) sum(addresses(packet), raw.protocol(), bytes));
    IpPacket whole = carrying(packet, new RawTransport(raw.protocol(), Payload.of(bytes)));
    return Codec.decode(whole.etherType(), Codec.encode(whole)) instanceof IpPacket readable
        ? readable.transport()
        : raw;
  }

  private static IpPacket carrying(IpPacket packet, Transport transport) {
    return packet instanceof Ipv4Packet four
        ? four.withHeader(Ipv4Header.of(0, false)).withTransport(transport)
        : new Ipv6Packet(
            ((Ipv6Packet) packet).source(),
            ((Ipv6Packet) packet).destination(),
            ((Ipv6Packet) packet).header(),
            transport);
  }

  private static int checksumField(int protocol, boolean part) {
    return switch (protocol) {
      case IpProtocol.TCP -> 16;
      case IpProtocol.UDP -> 6;
      case IpProtocol.ICMP -> part ? 2 : -1;
      default -> -1;
    };
  }

  /** The two addresses as they stand one after the other in the header. */
  private static byte[] addresses(IpPacket packet) {
    byte[] header = Codec.encode(carrying(packet, new RawTransport(0, Payload.EMPTY)));
    int from = packet instanceof Ipv4Packet ? 12 : 8;
    byte[] addresses = new byte[header.length - from];
    System.arraycopy(header, from, addresses, 0, addresses.length);
    return addresses;
  }

  /** The Internet checksum (RFC 1071), with the pseudo header of TCP and UDP. */
  private static int sum(byte[] addresses, int protocol, byte[] bytes) {
    long sum = Checksum.words(bytes, 0, bytes.length);
    if (protocol != IpProtocol.ICMP) {
      sum += Checksum.words(addresses, 0, addresses.length) + protocol + bytes.length;
    }
    int value = Checksum.of(sum);
    return value == 0 && protocol == IpProtocol.UDP ? 0xffff : value;
  }
}
