package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;

/** A command that the shell does itself. */
@FunctionalInterface
interface Builtin {
  /**
   * Does it.
   *
   * @param arguments without the name
   * @return the exit status
   */
  int run(List<String> arguments);

  /** A word as a whole number; empty where it is none. */
  static Optional<Integer> number(String text) {
    try {
      return Optional.of(Integer.parseInt(text));
    } catch (NumberFormatException notNumber) {
      return Optional.empty();
    }
  }
}
