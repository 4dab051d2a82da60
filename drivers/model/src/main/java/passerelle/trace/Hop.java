package passerelle.trace;

import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.packet.L3Packet;

/**
 * Where and when a step happens, and to which packet.
 *
 * @param time nanoseconds of the lab's clock
 * @param skb number of the socket buffer; a packet keeps it over veth pairs, a copy or fragment has
 *     its own
 * @param netns name of the network namespace
 * @param device name of the device at hand; empty before one is chosen
 * @param function the kernel function whose work this is
 * @param ethernet the Ethernet addresses while the packet has a link-layer header
 * @param packet the packet as it is now
 */
public record Hop(
    long time,
    long skb,
    String netns,
    String device,
    String function,
    Optional<Ethernet> ethernet,
    L3Packet packet) {

  /**
   * The two addresses of a frame.
   *
   * @param source source address
   * @param destination destination address
   */
  public record Ethernet(MacAddress source, MacAddress destination) {}
}
