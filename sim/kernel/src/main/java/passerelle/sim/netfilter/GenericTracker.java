package passerelle.sim.netfilter;

import passerelle.packet.IpPacket;

/** Tracks every other protocol, by addresses alone (nf_conntrack_proto_generic.c). */
final class GenericTracker implements ProtocolTracker {
  private final ConntrackSettings settings;

  GenericTracker(ConntrackSettings settings) {
    this.settings = settings;
  }

  @Override
  public Result track(Connection connection, IpPacket packet, boolean reply, long now) {
    connection.refresh(now, settings.nanoseconds(ConntrackTimer.GENERIC));
    return Result.ACCEPT;
  }
}
