package passerelle.cli.command;

import passerelle.cli.lab.GivenUp;
import passerelle.scenarios.replay.LabException;

/** A lab command that cannot be done: one line that says what is wrong and what to try. */
final class CommandException extends Exception {
  /** 128 and the number of SIGINT, as a shell tells it. */
  private static final int INTERRUPTED = 130;

  /** The exit status of a lab command that was not understood or could not be done. */
  static final int WRONG = 2;

  private final boolean quoted;
  private final int status;

  CommandException(String message) {
    super(message);
    quoted = false;
    status = WRONG;
  }

  /** Ctrl-C has ended it, of which a terminal tells. */
  CommandException(GivenUp heard) {
    super(heard.getMessage(), heard);
    quoted = false;
    status = INTERRUPTED;
  }

  /** The lab refuses. */
  CommandException(LabException refusal) {
    super(refusal.getMessage(), refusal);
    quoted = refusal.isQuoted();
    status = WRONG;
  }

  /** The exit status of a command that it ends. */
  int status() {
    return status;
  }

  /** Whether it is Ctrl-C, of which there is nothing to say. */
  boolean isInterrupt() {
    return status == INTERRUPTED;
  }

  /** Whether it says what the engine or the kernel says, which is shown as it is. */
  boolean isQuoted() {
    return quoted;
  }
}
