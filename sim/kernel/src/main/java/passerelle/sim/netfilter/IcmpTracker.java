package passerelle.sim.netfilter;

import passerelle.packet.IpPacket;

/** Tracks ICMP queries and their answers (net/netfilter/nf_conntrack_proto_icmp.c). */
record IcmpTracker(ConntrackSettings settings) implements ProtocolTracker {
  @Override
  public Result track(Connection connection, IpPacket packet, boolean reply, long now) {
    if (!connection.isConfirmed() && !isQuery(connection.original().destinationId() >> 8)) {
      return Result.INVALID;
    }
    connection.refresh(now, settings.nanoseconds(ConntrackTimer.ICMP));
    return Result.ACCEPT;
  }

  /** Echo, timestamp, information and address mask requests begin a connection. */
  private static boolean isQuery(int type) {
    return type == 8 || type == 13 || type == 15 || type == 17;
  }
}
