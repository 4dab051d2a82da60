package passerelle.sim.process;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a process does about signals, where it is not what signals do by default ({@code struct
 * sighand_struct}).
 */
public final class SignalHandlers {
  private static final Runnable IGNORED = () -> {};

  private final Map<Signal, Runnable> handlers = new TreeMap<>();

  SignalHandlers(Set<Signal> ignored) {
    ignored.forEach(this::ignore);
  }

  void set(Signal signal, Runnable handler) {
    handlers.put(signal, handler);
  }

  /** Ignores a signal ({@code SIG_IGN}). */
  public void ignore(Signal signal) {
    set(signal, IGNORED);
  }

  /** Lets the signal do again what it does by default ({@code SIG_DFL}). */
  public void reset(Signal signal) {
    handlers.remove(signal);
  }

  /** Whether the process handles the signal itself, or ignores it. */
  public boolean has(Signal signal) {
    return handlers.containsKey(signal);
  }

  /** The signals that it ignores, and its children will too. */
  public Set<Signal> ignored() {
    Set<Signal> ignored = EnumSet.noneOf(Signal.class);
    ignored.addAll(handlers.keySet());
    ignored.removeIf(signal -> handlers.get(signal) != IGNORED);
    return ignored;
  }

  Optional<Runnable> of(Signal signal) {
    return Optional.ofNullable(handlers.get(signal));
  }

  /** Another program takes over only what is ignored ({@code flush_signal_handlers}). */
  void flush() {
    handlers.values().removeIf(handler -> handler != IGNORED);
  }
}
