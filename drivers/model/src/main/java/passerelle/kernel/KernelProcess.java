package passerelle.kernel;

import java.util.OptionalInt;
import java.util.function.IntConsumer;

/** A running process as the engine sees it. */
public interface KernelProcess {

  /** Process id in the machine's own pid namespace. */
  int pid();

  /** Exit status once it has ended: its own, or 128 and the signal's number. */
  OptionalInt exitStatus();

  /** Calls {@code listener} with the exit status when it ends; at once when it has. */
  void onExit(IntConsumer listener);

  /**
   * Sends a signal.
   *
   * @param signal name without SIG: INT, TERM, KILL, STOP, CONT, HUP...
   */
  void signal(String signal);

  /** Hands something to its standard input; keys, as typed, to its terminal. */
  void input(String text);

  /** Standard input ends. */
  void endInput();

  /** Its terminal's window has another size; nothing where it has no terminal. */
  default void resize(int rows, int columns) {}
}
