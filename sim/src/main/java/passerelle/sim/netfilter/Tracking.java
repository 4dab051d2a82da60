package passerelle.sim.netfilter;

import passerelle.sim.link.Skb;

/**
 * What connection tracking notes at a packet ({@code skb->_nfct}).
 *
 * @param connection the connection that the packet belongs to
 * @param state what the packet is to it
 */
public record Tracking(Connection connection, PacketState state) implements Skb.Tracking {
  @Override
  public Skb.Tracking ofAnswer() {
    return new Tracking(
        connection, state.isReply() ? PacketState.RELATED : PacketState.RELATED_REPLY);
  }
}
