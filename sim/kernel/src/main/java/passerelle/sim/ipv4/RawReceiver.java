package passerelle.sim.ipv4;

import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;

/**
 * A raw socket: sees every packet of a protocol that is for this machine ({@code raw_v4_input}).
 */
public interface RawReceiver {
  /**
   * A packet; the receiver must not change it.
   *
   * @return true when a socket wanted it
   */
  boolean receiveRaw(Skb skb, Device in);
}
