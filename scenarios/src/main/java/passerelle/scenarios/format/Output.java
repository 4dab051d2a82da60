package passerelle.scenarios.format;

import java.util.Arrays;
import java.util.List;
import passerelle.kernel.CLibrary;

/**
 * What a command answered.
 *
 * @param text standard output and standard error as a terminal shows them, lines ended by {@code
 *     \n}
 * @param status the exit status, 0 to 255
 */
public record Output(String text, int status) {
  /** The lines of the text; an unfinished last line counts as one. */
  public List<String> lines() {
    if (text.isEmpty()) {
      return List.of();
    }
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return Arrays.asList(body.split("\n", -1));
  }

  /** The same with errors in the words of the C library that another text has them in. */
  public Output wordedLike(String other) {
    return new Output(CLibrary.reworded(text, other), status);
  }
}
