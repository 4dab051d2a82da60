package passerelle.engine.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import passerelle.engine.Container;
import passerelle.engine.EngineEvent;
import passerelle.network.Network;

/**
 * Tells what the engine does, step by step, to who listens, and remembers the last of it
 * (daemon/events/events.go).
 */
public final class Events {
  /** daemon/events: eventsLimit. */
  private static final int REMEMBERED = 256;

  private final LongSupplier clock;
  private final Deque<EngineEvent> past = new ArrayDeque<>();
  private final List<Consumer<EngineEvent>> listeners = new ArrayList<>();

  public Events(LongSupplier clock) {
    this.clock = clock;
  }

  /** The last ones, oldest first. */
  public List<EngineEvent> past() {
    return List.copyOf(past);
  }

  /** Calls a listener for every event from now on. */
  public void listen(Consumer<EngineEvent> listener) {
    listeners.add(listener);
  }

  /** Calls it no more. */
  public void forget(Consumer<EngineEvent> listener) {
    listeners.remove(listener);
  }

  /**
   * Something was done to a container; its labels, image and name are told with it.
   *
   * @param more further attributes, each a name and a value
   */
  public void container(Container container, String action, String... more) {
    Map<String, String> attributes = new TreeMap<>(container.image().labels());
    attributes.putAll(container.spec().labels());
    attributes.put("image", container.spec().image());
    attributes.put("name", container.name());
    tell("container", action, container.id(), attributes, more);
  }

  /** Something was done to a network. */
  public void network(Network network, String action, String... more) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("name", network.name());
    attributes.put("type", network.spec().driver());
    tell("network", action, network.id(), attributes, more);
  }

  /** Something was done to a volume. */
  public void volume(String name, String action, String... more) {
    tell("volume", action, name, new TreeMap<>(), more);
  }

  /**
   * Something was done to an image.
   *
   * @param actor its id or its name
   * @param name how it is called
   */
  public void image(String actor, String action, String name, Map<String, String> labels) {
    Map<String, String> attributes = new TreeMap<>(labels);
    attributes.put("name", name);
    tell("image", action, actor, attributes);
  }

  /** Unused objects of a type were removed. */
  public void pruned(String type, long reclaimed) {
    tell(type, "prune", "", new TreeMap<>(), "reclaimed", String.valueOf(reclaimed));
  }

  private void tell(
      String type, String action, String actor, Map<String, String> attributes, String... more) {
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    Map<String, String> sorted = Collections.unmodifiableMap(attributes);
    EngineEvent event = new EngineEvent(clock.getAsLong(), type, action, actor, sorted);
    past.addLast(event);
    if (past.size() > REMEMBERED) {
      past.removeFirst();
    }
    List.copyOf(listeners).forEach(listener -> listener.accept(event));
  }
}
