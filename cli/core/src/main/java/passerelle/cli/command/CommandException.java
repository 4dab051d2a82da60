package passerelle.cli.command;

/** A lab command that cannot be done: one line that says what is wrong and what to try. */
final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }
}
