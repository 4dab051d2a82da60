package passerelle.nginx;

/** What nginx refuses to start with: its message is what stands behind {@code [emerg]}. */
public final class ConfigurationError extends Exception {
  /** An error that belongs to no line. */
  public ConfigurationError(String message) {
    super(message);
  }

  /** An error in a line of a file. */
  public ConfigurationError(String message, String file, int line) {
    super(message + " in " + file + ":" + line);
  }

  /** An error of a directive. */
  public ConfigurationError(String message, Directive where) {
    this(message, where.file(), where.line());
  }
}
