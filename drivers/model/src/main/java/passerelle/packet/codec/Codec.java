package passerelle.packet.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.addr.MacAddress;
import passerelle.packet.ArpPacket;
import passerelle.packet.EtherType;
import passerelle.packet.EthernetFrame;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Ipv6Packet;
import passerelle.packet.L3Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawL3Packet;
import passerelle.packet.RawTransport;
import passerelle.packet.VlanPacket;

/**
 * Ethernet frames as records and as bytes.
 *
 * <p>Nothing is lost: {@code encode(decode(bytes))} gives the same bytes. What the records cannot
 * hold to the last bit (padding, IP options and extension headers, a wrong checksum, unknown
 * protocols) stays raw at the layer where it begins.
 */
public final class Codec {
  private static final int ARP_LENGTH = 28;

  private Codec() {}

  /** The frame as it is on the wire, without preamble and FCS, with every checksum computed. */
  public static byte[] encode(EthernetFrame frame) {
    byte[] packet = encode(frame.packet());
    return ByteBuffer.allocate(EthernetFrame.HEADER_LENGTH + packet.length)
        .put(frame.destination().toBytes())
        .put(frame.source().toBytes())
        .putShort((short) frame.etherType())
        .put(packet)
        .array();
  }

  /** The octets of a network-layer packet. */
  public static byte[] encode(L3Packet packet) {
    if (packet instanceof ArpPacket arp) {
      return encodeArp(arp);
    }
    if (packet instanceof Ipv4Packet ip) {
      return Ipv4Codec.encode(ip);
    }
    if (packet instanceof Ipv6Packet ip) {
      return Ipv6Codec.encode(ip);
    }
    if (packet instanceof VlanPacket tagged) {
      return encodeVlan(tagged);
    }
    return ((RawL3Packet) packet).payload().toBytes();
  }

  /**
   * Reads a frame; any bytes will do.
   *
   * @return empty when they are fewer than the 14 of an Ethernet header
   */
  public static Optional<EthernetFrame> decode(byte[] bytes) {
    if (bytes.length < EthernetFrame.HEADER_LENGTH) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    MacAddress destination = mac(in);
    MacAddress source = mac(in);
    int etherType = in.getShort() & 0xffff;
    byte[] rest = Arrays.copyOfRange(bytes, EthernetFrame.HEADER_LENGTH, bytes.length);
    return Optional.of(new EthernetFrame(destination, source, decode(etherType, rest)));
  }

  /** Reads what an EtherType announces. */
  public static L3Packet decode(int etherType, byte[] bytes) {
    Optional<? extends L3Packet> packet =
        switch (etherType) {
          case EtherType.ARP -> decodeArp(bytes);
          case EtherType.IPV4 -> Ipv4Codec.decode(bytes);
          case EtherType.IPV6 -> Ipv6Codec.decode(bytes);
          case EtherType.VLAN -> decodeVlan(bytes);
          default -> Optional.empty();
        };
    return packet.isPresent() ? packet.get() : new RawL3Packet(etherType, Payload.of(bytes));
  }

  /** The octets behind the IP header, as on the wire, checksum included. */
  public static Payload transportBytes(Ipv4Packet packet) {
    return packet.transport() instanceof RawTransport raw
        ? raw.payload()
        : Payload.of(
            TransportCodec.encode(packet.transport(), packet.source(), packet.destination()));
  }

  /** Reads the octets behind the IP header where they are raw, as after reassembly. */
  public static Ipv4Packet parseTransport(Ipv4Packet packet) {
    return packet.transport() instanceof RawTransport raw
        ? packet.withTransport(
            TransportCodec.decode(
                raw.protocol(),
                raw.payload().toBytes(),
                packet.source(),
                packet.destination(),
                false))
        : packet;
  }

  /**
   * The packet with the header of its transport readable where it is a first fragment, as the
   * kernel reads ports and types from one. To look at only: it is no packet that was ever sent.
   */
  public static Ipv4Packet readable(Ipv4Packet packet) {
    if (!(packet.transport() instanceof RawTransport raw)
        || packet.header().fragmentOffset() != 0) {
      return packet;
    }
    return TransportCodec.header(raw.protocol(), raw.payload().toBytes(), true)
        .map(packet::withTransport)
        .orElse(packet);
  }

  private static byte[] encodeArp(ArpPacket arp) {
    return ByteBuffer.allocate(ARP_LENGTH)
        .putShort((short) 1)
        .putShort((short) EtherType.IPV4)
        .put((byte) 6)
        .put((byte) 4)
        .putShort((short) arp.operation().code())
        .put(arp.senderMac().toBytes())
        .putInt(arp.senderIp().bits())
        .put(arp.targetMac().toBytes())
        .putInt(arp.targetIp().bits())
        .array();
  }

  private static Optional<ArpPacket> decodeArp(byte[] bytes) {
    if (bytes.length != ARP_LENGTH || bytes[6] != 0 || bytes[7] < 1 || bytes[7] > 2) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 8, 20);
    ArpPacket arp =
        new ArpPacket(
            ArpPacket.Operation.values()[bytes[7] - 1],
            mac(in),
            new Ipv4Address(in.getInt()),
            mac(in),
            new Ipv4Address(in.getInt()));
    return Arrays.equals(encodeArp(arp), bytes) ? Optional.of(arp) : Optional.empty();
  }

  private static byte[] encodeVlan(VlanPacket tagged) {
    byte[] packet = encode(tagged.packet());
    return ByteBuffer.allocate(VlanPacket.TAG_LENGTH + packet.length)
        .putShort((short) tagged.tag())
        .putShort((short) tagged.packet().etherType())
        .put(packet)
        .array();
  }

  private static Optional<VlanPacket> decodeVlan(byte[] bytes) {
    if (bytes.length < VlanPacket.TAG_LENGTH) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int tag = in.getShort() & 0xffff;
    int etherType = in.getShort() & 0xffff;
    byte[] rest = Arrays.copyOfRange(bytes, VlanPacket.TAG_LENGTH, bytes.length);
    return Optional.of(new VlanPacket(tag, decode(etherType, rest)));
  }

  private static MacAddress mac(ByteBuffer in) {
    return new MacAddress((in.getShort() & 0xffffL) << 32 | in.getInt() & 0xffff_ffffL);
  }
}
