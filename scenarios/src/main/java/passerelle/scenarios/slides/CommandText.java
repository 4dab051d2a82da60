package passerelle.scenarios.slides;

import java.util.regex.Pattern;
import passerelle.scenarios.format.Typeset;

/** A command as a deck prints it, without what belongs to the print alone. */
final class CommandText {
  /** What some shells show at the right of the line: how long the command before has taken. */
  private static final Pattern RIGHT_PROMPT = Pattern.compile(" {8,}(?:\\d+[dhms] ?)+$");

  /** A comment as in C, which a shell would take for an argument. */
  private static final Pattern SLASHES =
      Pattern.compile("\\s(?:\\s+//|//(?=\\s|\\S*[^\\x00-\\x7f])).*");

  /** What an author has written behind a command, apart from it: no shell takes it there. */
  private static final Pattern NOTE =
      Pattern.compile(
          "(?<=\\S)(?:\\s{2,}(?:\\([^()\\n]* [^()\\n]*\\)|<<\\s+[A-Z]\\w* [^\\n<>|&;]* [^\\n]*"
              + "|(?:-+|=+)> [^\\n]*)|\\s+[→⇒←⇐] [^\\n]*)\\s*$");

  private CommandText() {}

  /** What is to be typed of it. */
  static String of(String printed) {
    String right = RIGHT_PROMPT.matcher(Typeset.undone(printed)).replaceFirst("");
    return NOTE.matcher(SLASHES.matcher(right).replaceAll("")).replaceFirst("");
  }
}
