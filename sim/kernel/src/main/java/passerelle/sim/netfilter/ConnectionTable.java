package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.addr.IpAddress;

/**
 * The confirmed connections of a namespace, found by either tuple ({@code nf_conntrack_hash}). What
 * has expired is taken out when it is met, and now and then all at once.
 */
final class ConnectionTable {
  private final Map<Tuple, Connection> byTuple = new HashMap<>();
  private final Map<Long, Connection> byId = new LinkedHashMap<>();
  private final Map<SourceKey, List<Connection>> bySource = new HashMap<>();
  private final Consumer<Connection> left;
  private int sweepAt = 1024;

  /**
   * An empty table.
   *
   * @param left is told of each connection that leaves it
   */
  ConnectionTable(Consumer<Connection> left) {
    this.left = left;
  }

  /** Who began a connection: protocol, address and port ({@code hash_by_src}). */
  private record SourceKey(int protocol, IpAddress address, int id) {
    static SourceKey of(Tuple tuple) {
      return new SourceKey(tuple.protocol(), tuple.source(), tuple.sourceId());
    }
  }

  /** The living connection that has this tuple in one of its directions. */
  Optional<Connection> find(Tuple tuple, long now) {
    Connection found = byTuple.get(tuple);
    if (found != null && found.isExpired(now)) {
      remove(found);
      return Optional.empty();
    }
    return found == null ? Optional.empty() : found.some();
  }

  /** Whether a connection other than this one uses the tuple ({@code nf_conntrack_tuple_taken}). */
  boolean isTaken(Tuple tuple, Connection ignored, long now) {
    Optional<Connection> found = find(tuple, now);
    return found.isPresent() && found.get() != ignored;
  }

  void add(Connection connection, long now) {
    if (byId.size() >= sweepAt) {
      sweep(now);
      sweepAt = Math.max(1024, byId.size() * 2);
    }
    byTuple.put(connection.original(), connection);
    byTuple.put(connection.reply(), connection);
    byId.put(connection.id(), connection);
    bySource
        .computeIfAbsent(SourceKey.of(connection.original()), key -> new ArrayList<>(1))
        .add(connection);
  }

  void remove(Connection connection) {
    boolean first = !connection.isDying();
    connection.setDying();
    byTuple.remove(connection.original(), connection);
    byTuple.remove(connection.reply(), connection);
    byId.remove(connection.id());
    SourceKey key = SourceKey.of(connection.original());
    List<Connection> same = bySource.get(key);
    if (same != null) {
      same.remove(connection);
      if (same.isEmpty()) {
        bySource.remove(key);
      }
    }
    if (first && connection.isConfirmed()) {
      left.accept(connection);
    }
  }

  /** Takes out what has expired. */
  void sweep(long now) {
    for (Connection connection : List.copyOf(byId.values())) {
      if (connection.isExpired(now)) {
        remove(connection);
      }
    }
  }

  /** All living connections, the oldest first. */
  List<Connection> all(long now) {
    sweep(now);
    return List.copyOf(byId.values());
  }

  int size() {
    return byId.size();
  }

  /** Connections begun by the same address and port. */
  List<Connection> ofSource(Tuple tuple) {
    return bySource.getOrDefault(SourceKey.of(tuple), List.of());
  }

  /**
   * A connection that may be dropped to make room: not assured, the oldest ({@code early_drop}).
   */
  boolean makeRoom(long now) {
    sweep(now);
    for (Connection connection : byId.values()) {
      if (!connection.isAssured()) {
        remove(connection);
        return true;
      }
    }
    return false;
  }
}
