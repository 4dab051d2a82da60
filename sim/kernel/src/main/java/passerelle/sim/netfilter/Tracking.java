package passerelle.sim.netfilter;

import java.util.Optional;
import passerelle.sim.link.Skb;

/**
 * What connection tracking notes at a packet ({@code skb->_nfct}): the connection that it belongs
 * to, and what it is to that. A connection has one for each state, since every packet is given one.
 */
public final class Tracking implements Skb.Tracking {
  private final Connection connection;
  private final PacketState state;
  private final Optional<Tracking> some = Optional.of(this);

  Tracking(Connection connection, PacketState state) {
    this.connection = connection;
    this.state = state;
  }

  public Connection connection() {
    return connection;
  }

  public PacketState state() {
    return state;
  }

  /** This, where there may be none. */
  @Override
  public Optional<Tracking> some() {
    return some;
  }

  @Override
  public Skb.Tracking ofAnswer() {
    return connection.tracking(state.isReply() ? PacketState.RELATED : PacketState.RELATED_REPLY);
  }
}
