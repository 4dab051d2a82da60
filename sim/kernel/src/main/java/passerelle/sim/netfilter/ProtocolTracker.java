package passerelle.sim.netfilter;

import passerelle.packet.IpPacket;

/** Follows the connections of one protocol ({@code struct nf_conntrack_l4proto}). */
interface ProtocolTracker {

  /** What becomes of a packet and its connection. */
  enum Result {
    ACCEPT,
    /** The packet belongs to no connection. */
    INVALID,
    /** The packet passes, its connection is forgotten. */
    FORGET,
    /** The connection is forgotten and the packet begins a new one. */
    FORGET_AND_REPEAT
  }

  /**
   * Sees a packet of the connection.
   *
   * @param reply the packet goes the way of answers
   * @param now nanoseconds
   */
  Result track(Connection connection, IpPacket packet, boolean reply, long now);
}
