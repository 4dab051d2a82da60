package passerelle.sim.shell;

import java.util.List;

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
}
