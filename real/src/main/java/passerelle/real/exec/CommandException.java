package passerelle.real.exec;

import java.io.IOException;

/** A program that could not be run to its end; the message names it and says what to try. */
public final class CommandException extends IOException {
  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
