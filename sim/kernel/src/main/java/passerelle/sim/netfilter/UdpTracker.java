package passerelle.sim.netfilter;

import passerelle.packet.IpPacket;
import passerelle.sim.core.EventLoop;

/**
 * Tracks UDP (net/netfilter/nf_conntrack_proto_udp.c): packets both ways over more than two seconds
 * make a stream, which is remembered longer.
 */
record UdpTracker(ConntrackSettings settings) implements ProtocolTracker {
  private static final long STREAM_AFTER = 2 * EventLoop.SECOND;

  @Override
  public Result track(Connection connection, IpPacket packet, boolean reply, long now) {
    if (!connection.isConfirmed() && !reply && connection.streamFrom() == 0) {
      connection.setStreamFrom(now + STREAM_AFTER);
    }
    boolean stream = connection.hasSeenReply() && now > connection.streamFrom();
    connection.refresh(
        now, settings.nanoseconds(stream ? ConntrackTimer.UDP_STREAM : ConntrackTimer.UDP));
    if (stream) {
      connection.setAssured();
    }
    return Result.ACCEPT;
  }
}
