package passerelle.sim.link;

import passerelle.packet.EthernetFrame;

/**
 * Sees every frame that a device sends or receives, as a packet socket does ({@code ptype_all}).
 */
public interface PacketTap {

  /** Which way the frame passes the device, and to whom it is addressed. */
  enum Direction {
    IN,
    OUT
  }

  /**
   * A frame passes.
   *
   * @param device the device that it passes
   * @param type to whom it is addressed, seen from the device's namespace
   */
  void frame(Device device, Direction direction, Skb.PacketType type, EthernetFrame frame);
}
