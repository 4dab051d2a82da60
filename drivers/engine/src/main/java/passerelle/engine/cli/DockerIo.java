package passerelle.engine.cli;

import java.util.Map;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.kernel.KernelProcess;

/** Where a {@code docker} command is typed: its terminal, or what stands for one. */
public interface DockerIo {

  /** Prints to standard output. */
  void out(String text);

  /** Prints to standard error. */
  void err(String text);

  /** The engine has refused something, of which the printed text tells. */
  default void refused(EngineException refusal) {}

  /** Whether its user may write to the daemon's socket. */
  default boolean mayConnect() {
    return true;
  }

  /**
   * Connects to the socket of a daemon that is not running: where systemd listens there, it starts
   * the daemon.
   *
   * @return false when nobody listens
   */
  default boolean wakeDaemon() {
    return false;
  }

  /** Columns of the terminal, 0 when standard output is none. */
  default int columns() {
    return 80;
  }

  /** Lines of the terminal. */
  default int rows() {
    return 50;
  }

  /** The command's environment. */
  default Map<String, String> variables() {
    return Map.of();
  }

  /** A variable of it. */
  default Optional<String> variable(String name) {
    return Optional.ofNullable(variables().get(name));
  }

  /** The directory in which the command is typed, absolute. */
  default String directory() {
    return "/";
  }

  /** Standard input is a terminal. */
  default boolean inputIsTerminal() {
    return false;
  }

  /** Something can be read from standard input now, or it has ended; asked again and again. */
  default boolean isInputReady() {
    return true;
  }

  /** What can be read from standard input now; empty at its end. */
  default String takeInput() {
    return "";
  }

  /** The next line on standard input, which is waited for; empty at its end. */
  default String inputLine() {
    return "";
  }

  /**
   * The terminal on standard input obeys the command: not while the command runs in the background,
   * where it would be stopped for trying (SIGTTOU), had it no handler.
   */
  default boolean ownsTerminal() {
    return true;
  }

  /**
   * Makes the terminal on standard input raw, or what it was: raw, it hands on each key as it is,
   * shows none and makes no signals of any ({@code cfmakeraw(3)}).
   */
  default void setRaw(boolean raw) {
    // Where there is no terminal there is nothing to do.
  }

  /**
   * What is typed at the raw terminal is for that of a process: who edits lines here, edits them
   * for the shell that asks there.
   *
   * @param detachKeys which end that
   */
  default void relayTo(KernelProcess process, String detachKeys) {
    // Where nobody edits lines there is nothing to do.
  }

  /**
   * From now on all signals are for {@link #nextSignal}, even those that would end or stop the
   * command ({@code signal.Notify}). It does not end either when nobody reads what it prints, but
   * is told so by {@link #isBroken}.
   */
  default void catchSignals() {
    // Where no signals come there is nothing to do.
  }

  /** A signal has come that was not taken yet; INT and TERM are never lost. */
  default boolean hasSignal() {
    return false;
  }

  /** Takes the next signal, named without SIG. */
  default Optional<String> nextSignal() {
    return Optional.empty();
  }

  /** Nobody reads what is printed (EPIPE), or the command itself has been killed. */
  default boolean isBroken() {
    return false;
  }

  /**
   * The command goes on as long as a process of a container does: where nobody sits who would press
   * Ctrl-C, one that waits for what is endless is endless, too.
   */
  default void waitFor(KernelProcess process) {
    // Where nobody counts the time there is nothing to say.
  }

  /** The command does not end by itself. */
  default void declareEndless() {
    // Where nobody counts the time there is nothing to say.
  }

  /** INT or TERM has come, taken or not: Ctrl-C, or the command is to end for another reason. */
  default boolean interrupted() {
    return false;
  }

  /**
   * Hands the terminal over to a process of a container ({@code -it}): standard input goes to it
   * until it ends or the user detaches, and this call ends then, too. What it prints meanwhile
   * comes by {@link #out}.
   *
   * @param detachment what ends that
   * @return false when nobody is there to type, so that the command goes on by itself
   */
  default boolean attach(Container container, KernelProcess process, Detachment detachment) {
    return false;
  }
}
