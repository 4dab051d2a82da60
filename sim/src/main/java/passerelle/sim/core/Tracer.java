package passerelle.sim.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import passerelle.trace.HopEvent;

/**
 * Hands every step of every packet to whoever listens. Code on the packet's path asks {@link #isOn}
 * before it builds an event, so that tracing costs nothing when nobody listens.
 */
public final class Tracer {
  private final List<Consumer<HopEvent>> listeners = new ArrayList<>();
  private boolean on;

  public boolean isOn() {
    return on;
  }

  public void emit(HopEvent event) {
    for (Consumer<HopEvent> listener : List.copyOf(listeners)) {
      listener.accept(event);
    }
  }

  /** Starts listening; the returned action stops it. */
  public Runnable listen(Consumer<HopEvent> listener) {
    listeners.add(listener);
    on = true;
    return () -> {
      listeners.remove(listener);
      on = !listeners.isEmpty();
    };
  }
}
