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
          "(?<=\\S)(?:(?<=[\\w.>\"'/:-])\\s*\\( ?[A-Za-z-][^()\\n"
              + "|;&]* [^()\\n"
              + "]*\\)|\\t+[A-Z][\\w']* [^\\n"
              + "]*|\\s{2,}(?:<<\\s+[A-Z]\\w* [^\\n"
              + "<>|&;]* [^\\n"
              + "]*|(?:-+|=+)> [^\\n"
              + "]*)|\\s+(?:[→⇒←⇐] |[✅✔✓❌✗✘🚫])[^\\n"
              + "]*)\\s*$");

  /** A substitution that a typesetter has kept from being one: outside quotes no shell reads it. */
  private static final Pattern ESCAPED =
      Pattern.compile("(?<=^[^'\"]{0,300}[\\s:=])\\\\(?=\\$\\()");

  /** {@code ip netns add/delete red}: which of them, is the reader's choice. */
  private static final Pattern EITHER =
      Pattern.compile(
          "^((?:sudo )?(?:ip(?: (?!exec\\b)[\\w.@-]+)*"
              + "|docker(?: (?:network|container|volume|image))?|systemctl|service \\w+) )"
              + "([a-z]+)/[a-z]+(?= |$)");

  /** {@code docker ps [-a]}: an option that may be left out. */
  private static final Pattern MAYBE =
      Pattern.compile("(?<=^(?:sudo )?docker [^'\"|]{0,80} )\\[(--?[a-z][a-z-]*)\\](?= |$)");

  private CommandText() {}

  /** What is to be typed of it. */
  static String of(String printed) {
    String right = RIGHT_PROMPT.matcher(Typeset.undone(printed)).replaceFirst("");
    String plain = NOTE.matcher(SLASHES.matcher(right).replaceAll("")).replaceFirst("");
    String typed = MAYBE.matcher(ESCAPED.matcher(single(plain)).replaceAll("")).replaceAll("$1");
    return EITHER.matcher(typed).replaceFirst("$1$2");
  }

  /** One blank between the words of a line without quotes. */
  private static String single(String line) {
    return line.matches("[^'\"\\\\\\n]*") ? line.replaceAll("(?<=\\S) {2,}(?=[^\\s#])", " ") : line;
  }
}
