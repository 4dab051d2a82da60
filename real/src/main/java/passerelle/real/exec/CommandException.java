package passerelle.real.exec;

import java.io.IOException;

/** A program that could not be run to its end; the message names it and says what to try. */
public final class CommandException extends IOException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
