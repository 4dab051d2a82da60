package passerelle.sim.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/**
 * Hands every step of every packet to whoever listens, as tracepoints do ({@code trace_kfree_skb}).
 * Code on the packet's path asks {@link #isOn} before it builds an event, so that tracing costs
 * nothing when nobody listens. The rules that a packet does not match can be many more than its
 * other steps together: only those who ask hear of them.
 */
public final class Tracer {
  /** Replaced by another list on every change, so that a listener may stop while it is told. */
  private List<Listener> listeners = List.of();

  private boolean on;
  private boolean everyRule;

  private List<Consumer<Hop>> eavesdroppers = List.of();

  private final CausalOrder order = new CausalOrder(this::tell);

  private record Listener(Consumer<HopEvent> consumer, boolean everyRule) {}

  /** What the kernel does with a packet. */
  @FunctionalInterface
  public interface Work<E extends Exception> {
    void run() throws E;
  }

  public boolean isOn() {
    return on;
  }

  /** Whether somebody wants to hear of rules that did not match as well. */
  public boolean wantsEveryRule() {
    return everyRule;
  }

  /**
   * Tells of a step; when the kernel has another packet in hand that has caused it, then only after
   * that one's own steps.
   */
  public void emit(HopEvent event) {
    order.tell(event);
  }

  /**
   * Does what the kernel does with a packet that has arrived, or that it sends: what this causes to
   * other packets, an answer or the release of those that waited, is told after the packet's own
   * steps.
   */
  public <E extends Exception> void inHand(long skb, Work<E> work) throws E {
    order.take(skb);
    try {
      work.run();
    } finally {
      order.release();
    }
  }

  private void tell(HopEvent event) {
    boolean noMatch = event instanceof HopEvent.RuleEvaluated rule && !rule.matched();
    for (Listener listener : listeners) {
      if (listener.everyRule() || !noMatch) {
        listener.consumer().accept(event);
      }
    }
  }

  /**
   * Starts listening to every step, of the rules to those that matched; the returned action stops
   * it.
   */
  public Runnable listen(Consumer<HopEvent> consumer) {
    return add(new Listener(consumer, false));
  }

  /**
   * Starts listening to every step and every rule that a packet is compared with, up to the one
   * that decides; the returned action stops it.
   */
  public Runnable listenToEveryRule(Consumer<HopEvent> consumer) {
    return add(new Listener(consumer, true));
  }

  /**
   * Starts listening to frames that a promiscuous device takes a look at, though it is no station
   * on their way; the returned action stops it. They are no steps of a packet.
   */
  public Runnable eavesdrop(Consumer<Hop> consumer) {
    List<Consumer<Hop>> more = new ArrayList<>(eavesdroppers);
    more.add(consumer);
    eavesdroppers = List.copyOf(more);
    return () -> eavesdroppers = eavesdroppers.stream().filter(e -> e != consumer).toList();
  }

  /** Whether somebody listens to such frames. */
  public boolean isOverheard() {
    return !eavesdroppers.isEmpty();
  }

  /** A promiscuous device has seen a frame in passing. */
  public void overhear(Hop hop) {
    eavesdroppers.forEach(e -> e.accept(hop));
  }

  private Runnable add(Listener listener) {
    List<Listener> more = new ArrayList<>(listeners);
    more.add(listener);
    set(more);
    return () -> {
      List<Listener> fewer = new ArrayList<>(listeners);
      fewer.remove(listener);
      set(fewer);
    };
  }

  private void set(List<Listener> changed) {
    listeners = List.copyOf(changed);
    on = !listeners.isEmpty();
    everyRule = listeners.stream().anyMatch(Listener::everyRule);
  }
}
