package passerelle.engine.cli;

import java.util.Optional;
import passerelle.engine.Container;
import passerelle.kernel.KernelProcess;

/** Where a {@code docker} command is typed: its terminal, or what stands for one. */
public interface DockerIo {

  /** Prints to standard output. */
  void out(String text);

  /** Prints to standard error. */
  void err(String text);

  /** Columns of the terminal, 0 when standard output is none. */
  default int columns() {
    return 80;
  }

  /** Lines of the terminal. */
  default int rows() {
    return 50;
  }

  /** A variable of the command's environment. */
  default Optional<String> variable(String name) {
    return Optional.empty();
  }

  /** The directory in which the command is typed, absolute. */
  default String directory() {
    return "/";
  }

  /** Standard input is a terminal. */
  default boolean inputIsTerminal() {
    return false;
  }

  /** What is on standard input: a line of a terminal, or all that is not one; empty for nothing. */
  default String input() {
    return "";
  }

  /** The next line on standard input; empty at its end. */
  default String inputLine() {
    return input().lines().findFirst().orElse("");
  }

  /**
   * From now on signals are not for this command but for the container that it is attached to
   * ({@code --sig-proxy}): it does not end when nobody reads what it prints, but is told so by
   * {@link #isBroken}.
   */
  default void proxySignals() {
    // Where nothing is known of readers there is nothing to do.
  }

  /** Nobody reads what is printed (EPIPE). */
  default boolean isBroken() {
    return false;
  }

  /** The user has pressed Ctrl-C, or the command is to end for another reason. */
  default boolean interrupted() {
    return false;
  }

  /**
   * Hands the terminal over to a process of a container ({@code -it}): standard input goes to it
   * until it ends or the user detaches, and this call ends then, too. What it prints meanwhile
   * comes by {@link #out}.
   *
   * @return false when nobody is there to type, so that the command goes on by itself
   */
  default boolean attach(Container container, KernelProcess process) {
    return false;
  }
}
