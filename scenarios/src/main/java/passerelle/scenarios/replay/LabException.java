package passerelle.scenarios.replay;

/** A lab that cannot be opened, or has no place of the name asked for. */
public final class LabException extends Exception {
  private final boolean quoted;

  /** Says what is wrong and what to try, in the user's language. */
  public LabException(String message) {
    this(message, false);
  }

  private LabException(String message, boolean quoted) {
    super(message);
    this.quoted = quoted;
  }

  /** What the engine or the kernel says, in its own words. */
  public static LabException quoting(Exception refusal) {
    return new LabException(refusal.getMessage(), true);
  }

  /** Whether these are the words of the engine or the kernel, to be shown as they are. */
  public boolean isQuoted() {
    return quoted;
  }
}
