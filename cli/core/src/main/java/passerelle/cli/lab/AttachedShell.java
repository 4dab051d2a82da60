package passerelle.cli.lab;

import passerelle.cli.terminal.Person;
import passerelle.engine.Container;
import passerelle.sim.process.Sink;

/**
 * A shell in a container that a person types into, after {@code docker run -it}, {@code docker exec
 * -it}, {@code docker attach}: it stands for the process that docker has handed the terminal over
 * to, which ends with it.
 */
public interface AttachedShell {

  Container container();

  /** The keys that leave it, one after the other; it goes on. */
  String detachKeys();

  /** Whose terminal it has. */
  Person person();

  /** The shell has ended, by {@code exit} or because its container did. */
  boolean isEnded();

  /** Runs a line; when that ends the shell, the process that it stands for ends as well. */
  int run(String line, Sink screen);
}
