package passerelle.packet;

/**
 * A network-layer packet that is carried but not understood.
 *
 * @param etherType its EtherType (or 802.3 length), 0..65535
 * @param payload its octets
 */
public record RawL3Packet(int etherType, Payload payload) implements L3Packet {
  @Override
  public int length() {
    return payload.length();
  }
}
