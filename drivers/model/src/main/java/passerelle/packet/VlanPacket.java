package passerelle.packet;

/**
 * A packet with a tag that says of which VLAN it is (IEEE 802.1Q clause 9.6).
 *
 * @param tag tag control information, 0..65535: three bits of priority, the drop eligible
 *     indicator, twelve bits of VLAN identifier
 * @param packet what the tag stands before
 */
public record VlanPacket(int tag, L3Packet packet) implements L3Packet {
  /** Octets of the tag with the EtherType behind it. */
  public static final int TAG_LENGTH = 4;

  private static final int IDENTIFIER = 0xfff;

  /** The VLAN identifier, 0..4095; 0 means that the tag gives a priority only. */
  public int id() {
    return tag & IDENTIFIER;
  }

  @Override
  public int etherType() {
    return EtherType.VLAN;
  }

  @Override
  public int length() {
    return TAG_LENGTH + packet.length();
  }
}
