package passerelle.packet;

import passerelle.addr.MacAddress;

/**
 * An Ethernet II frame (IEEE 802.3 clause 3), without preamble and FCS.
 *
 * @param destination destination address
 * @param source source address
 * @param packet what the frame carries; its EtherType follows from it
 */
public record EthernetFrame(MacAddress destination, MacAddress source, L3Packet packet) {
  /** Octets of the header. */
  public static final int HEADER_LENGTH = 14;

  public int etherType() {
    return packet.etherType();
  }
}
