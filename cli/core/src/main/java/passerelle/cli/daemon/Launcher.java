package passerelle.cli.daemon;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import passerelle.kernel.KernelProcess;

/** Starts the process of a service on the host, as systemd does. */
@FunctionalInterface
public interface Launcher {
  /**
   * Starts a daemon.
   *
   * @param command its command line
   * @param number the number that it has, if it was there before the lab; else the next
   * @param signals hears TERM, INT and HUP, which do not end it
   */
  KernelProcess start(List<String> command, OptionalInt number, Consumer<String> signals);
}
