package passerelle.trace;

/** Why a packet was dropped, in the kernel's own names (include/net/dropreason-core.h). */
public enum DropReason {
  /** The device itself takes every packet and sends none, as a dummy device does. */
  NOT_SPECIFIED,
  /** No socket listens there. */
  NO_SOCKET,
  /** The frame is for another station's MAC address. */
  OTHERHOST,
  /** The IP header is damaged. */
  IP_INHDR,
  /** Wrong IP checksum. */
  IP_CSUM,
  /** No protocol handler for this IP protocol. */
  IP_NOPROTO,
  /** No route for a packet that came in. */
  IP_INNOROUTES,
  /** No route for a packet of our own. */
  IP_OUTNOROUTES,
  /** The reverse path filter refused the source address. */
  IP_RPFILTER,
  /** Destination address that is not allowed here: a loopback address on the wire, say. */
  IP_INVALID_DEST,
  /** Source address that is not allowed: multicast, broadcast or loopback on the wire. */
  IP_INVALID_SOURCE,
  /** A local source address came from outside. */
  IP_LOCAL_SOURCE,
  /** The packet would have to be forwarded, and forwarding is off (net.ipv4.ip_forward = 0). */
  IP_FORWARD_DISABLED,
  /** The TTL ran out. */
  IP_TTL_EXCEEDED,
  /** Larger than the MTU of the way out, and must not be fragmented. */
  PKT_TOO_BIG,
  /** A fragment waited too long for the others. */
  FRAG_REASM_TIMEOUT,
  /** The neighbour was asked for three times and did not answer. */
  NEIGH_FAILED,
  /** Too many packets waited for one neighbour's answer. */
  NEIGH_QUEUEFULL,
  /** More frames than the processor can take in: a broadcast storm. */
  CPU_BACKLOG,
  /** A queueing discipline of the device lost it, or had no room for it. */
  QDISC_DROP,
  /** An iptables rule or policy dropped it. */
  NETFILTER_DROP,
  /** The device is down, or its peer is. */
  DEV_READY,
  /** The bridge port does not forward (blocked, or back to where the frame came from). */
  BRIDGE_INGRESS_STP_STATE,
  /** The bridge has no port to send the frame to. */
  BRIDGE_NO_EGRESS_PORT,
  /** A tunnel does not know to which machine. */
  NO_TX_TARGET,
  /** A TCP segment outside the window or for no known connection. */
  TCP_INVALID_SEQUENCE,
  /** The segment's acknowledgment is not acceptable. */
  TCP_INVALID_ACK_SEQUENCE,
  /** The listener's accept queue is full. */
  TCP_OVERFLOW,
  /** A TCP segment with flags that mean nothing in this state. */
  TCP_FLAGS,
  /** A reset arrived and ended the connection. */
  TCP_RESET,
  /** The receive buffer is full. */
  SOCKET_RCVBUFF,
  /** Too many packets of a loop: the machine-wide recursion limit. */
  RECURSION_LIMIT,
  /** ICMP echo ignored or rate limited. */
  ICMP_IGNORED,
  /** A frame type that nobody handles. */
  UNHANDLED_PROTO,
  /** NAT found no free port or address. */
  NETFILTER_NAT_EXHAUSTED,
  /** The receiving process is gone or frozen with a full queue. */
  SOCKET_CLOSE
}
