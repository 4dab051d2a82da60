package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.Machine;
import passerelle.sim.uapi.ConntrackEvent;

/**
 * Tells of what happens to connections. While somebody listens, those that have expired are looked
 * for once a second ({@code gc_worker}), so that their end is told, too.
 */
public final class ConntrackEvents {
  private final Machine machine;
  private final Runnable sweep;
  private List<Consumer<ConntrackEvent>> listeners = List.of();
  private OptionalInt remover = OptionalInt.empty();

  ConntrackEvents(Machine machine, Runnable sweep) {
    this.machine = machine;
    this.sweep = sweep;
  }

  /** Starts listening; the returned action stops it. */
  public Runnable listen(Consumer<ConntrackEvent> listener) {
    List<Consumer<ConntrackEvent>> more = new ArrayList<>(listeners);
    more.add(listener);
    boolean first = listeners.isEmpty();
    listeners = List.copyOf(more);
    if (first) {
      collect();
    }
    return () -> listeners = listeners.stream().filter(other -> other != listener).toList();
  }

  private void collect() {
    if (!listeners.isEmpty()) {
      sweep.run();
      machine.loop().startTimer(EventLoop.SECOND, this::collect);
    }
  }

  /** Does what a process asked for: connections that it removes were removed by it. */
  void by(int pid, Runnable work) {
    remover = OptionalInt.of(pid);
    try {
      work.run();
    } finally {
      remover = OptionalInt.empty();
    }
  }

  void entered(Connection connection) {
    connection.takeChanged();
    tell(ConntrackEvent.Kind.NEW, connection);
  }

  /** A packet of a connection has passed: tells whether that changed something. */
  void passed(Connection connection) {
    if (connection.takeChanged()) {
      tell(ConntrackEvent.Kind.UPDATE, connection);
    }
  }

  void left(Connection connection) {
    tell(ConntrackEvent.Kind.DESTROY, connection);
  }

  private void tell(ConntrackEvent.Kind kind, Connection connection) {
    for (Consumer<ConntrackEvent> listener : listeners) {
      listener.accept(new ConntrackEvent(kind, connection.flow(machine.now()), remover));
    }
  }
}
