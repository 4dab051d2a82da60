package passerelle.sim.shell;

/** Ends the script that runs: an expansion failed. The message lacks the shell's prefix. */
final class ShellError extends RuntimeException {
  private final String builtin;
  private final int status;
  private boolean fatal;

  ShellError(String message, int status) {
    this("", message, status);
  }

  /** The same in the name of a builtin. */
  ShellError(String builtin, String message, int status) {
    super(message, null, false, false);
    this.builtin = builtin;
    this.status = status;
  }

  /** The same, which ends bash, too. */
  ShellError fatal() {
    fatal = true;
    return this;
  }

  int status() {
    return status;
  }

  /** Whether a shell goes no further; bash mostly goes on with the next line. */
  boolean ends(Dialect dialect) {
    return fatal || dialect != Dialect.BASH;
  }

  /** The whole line. */
  String line(ShellState shell) {
    return (builtin.isEmpty() ? shell.prefix() : shell.prefix(builtin)) + getMessage() + "\n";
  }
}
