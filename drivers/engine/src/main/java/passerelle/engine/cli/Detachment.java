package passerelle.engine.cli;

/**
 * How the terminal of a container is left while what runs there goes on.
 *
 * @param keys that do it, one after the other
 * @param failure {@code attach} and {@code exec} count it as one, {@code run} and {@code start} do
 *     not (moby/term proxy.go:EscapeError)
 */
public record Detachment(String keys, boolean failure) {
  private static final String FAILURE = "read escape sequence";

  /** What docker says then: a line, or nothing. */
  public String message() {
    return failure ? FAILURE + "\n" : "";
  }

  /** The exit status of docker. */
  public int status() {
    return failure ? 1 : 0;
  }

  /** Takes the keys out of what is typed from now on. */
  public DetachKeys listener() {
    return new DetachKeys(keys);
  }

  /** The end of a command whose terminal was left. */
  public CliException asFailure() {
    return new CliException(message(), status());
  }
}
