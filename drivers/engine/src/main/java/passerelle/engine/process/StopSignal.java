package passerelle.engine.process;

import passerelle.engine.Container;

/** The signal by which a container is asked to end (container.Config.StopSignal). */
public final class StopSignal {
  private StopSignal() {}

  /** Without SIG; TERM where neither {@code --stop-signal} nor the image names one. */
  public static String of(Container container) {
    String named = named(container);
    return named.isEmpty() ? "TERM" : named;
  }

  private static String named(Container container) {
    String own = container.spec().life().stopSignal();
    String signal = own.isEmpty() ? container.image().process().stopSignal() : own;
    return signal.startsWith("SIG") ? signal.substring(3) : signal;
  }

  /**
   * Any signal by the user's hand ends the restarts of a container; where a signal is named, only
   * that one does, and KILL (daemon/kill.go:killWithSignal).
   */
  public static boolean endsRestarts(Container container, String signal) {
    String named = named(container);
    return named.isEmpty() || signal.equals("KILL") || signal.equals(named);
  }
}
