package passerelle.sim.netfilter;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.IpAddress;
import passerelle.netfilter.ConnlimitMatch;

/**
 * {@code -m connlimit} (net/netfilter/xt_connlimit.c, nf_conncount.c): every connection that comes
 * by is counted for its host until connection tracking has forgotten it or it is closed.
 */
final class ConnlimitCondition implements Condition {
  private final ConnlimitMatch match;
  private final ConnectionTable table;
  private final Map<IpAddress, Set<Tuple>> counted = new HashMap<>();

  ConnlimitCondition(ConnlimitMatch match, ConnectionTable table) {
    this.match = match;
    this.table = table;
  }

  @Override
  public boolean test(PacketContext packet) {
    Optional<Tuple> tuple =
        packet.tracking().map(t -> t.connection().original()).or(() -> Tuple.of(packet.skb().ip()));
    if (tuple.isEmpty()) {
      return false;
    }
    long now = packet.skb().machine().now();
    IpAddress address = match.destination() ? packet.destination() : packet.source();
    Set<Tuple> own =
        counted.computeIfAbsent(address.masked(match.mask()), a -> new LinkedHashSet<>());
    own.removeIf(other -> !other.equals(tuple.get()) && isOver(other, now));
    own.add(tuple.get());
    return own.size() > match.limit() != match.upTo();
  }

  private boolean isOver(Tuple tuple, long now) {
    Optional<Connection> connection = table.find(tuple, now);
    return connection.isEmpty()
        || connection.get().tcpState() == TcpState.TIME_WAIT
        || connection.get().tcpState() == TcpState.CLOSE;
  }
}
