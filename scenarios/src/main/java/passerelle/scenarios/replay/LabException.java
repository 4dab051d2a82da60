package passerelle.scenarios.replay;

/** A lab that cannot be opened, or has no place of the name asked for. */
public final class LabException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong and what to try, in the user's language. */
  public LabException(String message) {
    super(message);
  }
}
