package passerelle.cli.command;

import passerelle.scenarios.replay.LabException;

/** A lab command that cannot be done: one line that says what is wrong and what to try. */
final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean quoted;

  CommandException(String message) {
    super(message);
    quoted = false;
  }

  /** The lab refuses. */
  CommandException(LabException refusal) {
    super(refusal.getMessage(), refusal);
    quoted = refusal.isQuoted();
  }

  /** Whether it says what the engine or the kernel says, which is shown as it is. */
  boolean isQuoted() {
    return quoted;
  }
}
