package passerelle.scenarios.replay;

import java.util.Map;
import passerelle.kernel.Kernel;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;

/**
 * A lab in which one transcript runs: freshly booted, with no container and no traffic yet. Used by
 * one thread.
 *
 * <p>Time in the lab passes as in the sessions that were recorded: there is a pause of at least 1.5
 * seconds before each {@code kill}, so that a capture is complete, and a command that ends in
 * {@code &} goes on in its place while others run.
 */
public interface LabSession extends AutoCloseable {
  /**
   * Runs a command line, and waits for its end unless it goes to the background.
   *
   * @param place where; in a container the command runs as {@code docker exec -t NAME sh -c
   *     'COMMAND'}, on a terminal of 80 columns
   * @param commandLine what a shell reads; continued lines hold a backslash and {@code \n}
   * @throws LabException if the lab has no such place
   */
  Output run(Place place, String commandLine) throws LabException;

  /** Ctrl-C, for the command that runs. Any thread may call this. */
  default void interrupt() {
    // A lab in which every command ends by itself need not hear it.
  }

  /** The kernel under the lab, for its state and its packets to be looked at. */
  Kernel kernel();

  /**
   * What the network namespaces are called where one types: the machine's name, or those of the
   * containers in it, joined by commas; in a steady order.
   */
  Map<String, String> netnsLabels();

  /** Ends the lab and all that runs in it. */
  @Override
  void close();
}
