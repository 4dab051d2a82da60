package passerelle.cli.terminal;

/**
 * Keys that are pressed at once while a command runs.
 *
 * @param after nanoseconds of the lab's time since the command began
 * @param text the characters that they give; Ctrl-C is U+0003
 */
public record Keystroke(long after, String text) {
  /** The character of Ctrl-C. */
  public static final String CTRL_C = "\u0003";
}
