package passerelle.gotemplate;

/** A template that can't be parsed or executed; the message is Go's. */
public final class GoTemplateException extends Exception {
  /** An error with the text that Go gives it. */
  public GoTemplateException(String message) {
    super(message);
  }
}
