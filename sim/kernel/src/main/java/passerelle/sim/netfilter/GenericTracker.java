package passerelle.sim.netfilter;

import passerelle.packet.IpPacket;

/** Tracks every other protocol, by addresses alone (nf_conntrack_proto_generic.c). */
record GenericTracker(ConntrackSettings settings) implements ProtocolTracker {
  @Override
  public Result track(Connection connection, IpPacket packet, boolean reply, long now) {
    connection.refresh(now, settings.nanoseconds(ConntrackTimer.GENERIC));
    return Result.ACCEPT;
  }
}
