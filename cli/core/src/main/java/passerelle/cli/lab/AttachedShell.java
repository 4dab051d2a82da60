package passerelle.cli.lab;

import java.util.Optional;
import passerelle.cli.terminal.Person;
import passerelle.engine.Container;
import passerelle.engine.cli.Detachment;
import passerelle.sim.process.Sink;

/**
 * A shell in a container that a person types into, after {@code docker run -it}, {@code docker exec
 * -it}, {@code docker attach}: it stands for the process that docker has handed the terminal over
 * to, which ends with it.
 */
public interface AttachedShell {

  Container container();

  /** What leaves it, so that it goes on. */
  Detachment detachment();

  /**
   * It is left.
   *
   * @param screen takes what docker says
   * @return docker's exit status
   */
  int leave(Sink screen);

  /** It was left, and nobody has come back. */
  boolean isLeft();

  /** Somebody comes back. */
  void enter();

  /** A command line of it runs, which went on when it was left. */
  boolean isBusy();

  /**
   * Shows what that prints from now on, and waits for its end, or for being left.
   *
   * @return the exit status
   */
  int watch(Sink screen);

  /** The prompt that somebody has set there, as it is shown. */
  Optional<String> prompt();

  /** Whose terminal it has. */
  Person person();

  /** The shell has ended, by {@code exit} or because its container did. */
  boolean isEnded();

  /**
   * Runs a line; when that ends the shell, the process that it stands for ends as well. What leaves
   * the shell ends the wait, and not the line.
   */
  int run(String line, Sink screen);
}
