package passerelle.sim.ip;

import passerelle.addr.IpAddress;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;

/** A protocol above IP ({@code struct net_protocol}). */
public interface TransportHandler {

  /**
   * A whole packet for this machine. The handler ends its way with a terminal event.
   *
   * @param in device that it came in by
   */
  void receive(Skb skb, Device in);

  /**
   * Whether a socket of today sent this packet. Routes follow what ICMP says only then: a redirect
   * or a path MTU about what the kernel sent of its own accord, such as a reset, changes nothing.
   */
  boolean hasSent(IpPacket quoted);

  /** Whether that socket follows a redirect which is about this packet. */
  default boolean followsRedirect(IpPacket quoted) {
    return hasSent(quoted);
  }

  /**
   * An ICMP error about a packet that this protocol sent ({@code err_handler}).
   *
   * @param quoted the packet that the error is about, as far as it was quoted
   * @param reporter who sent the error
   */
  void error(IpPacket quoted, IcmpMessage message, IpAddress reporter);
}
