package passerelle.scenarios.slides;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.TypedBlock;

/** Commands of a deck that stand in no block, or in one that nobody has closed. */
final class BareCommands {
  /** How a command begins that courses on containers type. */
  private static final Pattern COMMAND =
      Pattern.compile("(?:\\$ )?(?:sudo )?(?:docker(?:-compose)?|ip|curl|ping) [\\w-]+.*");

  private static final String ENDS = "(?:(?<![.,:])|(?<= \\.))\\s*";

  /** A list's item that is nothing but one, or that ends in one with an option, below its label. */
  private static final Pattern ITEM =
      Pattern.compile(
          "\\s*(?:[-*+]|\\d{1,3}[.)]|[a-z] ?[-.)])\\s+(?:[^`:]{2,80} ?: +(?=docker[ -]\\S.* -\\w))?"
              + "((?:sudo )?docker (?:network"
              + " (?:ls|list|create|connect|disconnect|inspect|rm|remove|prune)|container|run"
              + "|exec|inspect|ps|stop|rm|start|logs|port|attach|build|commit|pull)(?:"
              + " [\\w./:=@{}'\"$,-]+)*)"
              + ENDS);

  /** A paragraph that is nothing but commands: a line of it. */
  private static final Pattern ALONE =
      Pattern.compile(
          "((?:sudo )?(?:docker"
              + " (?:network|container|run|exec|inspect|ps|stop|rm|start|logs|port|attach|compose"
              + "|build|commit|pull|image|volume)|apt(?:-get)? (?:update|install)|apk add|ping"
              + "|ip netns)(?: +[\\w./:=@{}'\"$(),-]+)+|apt(?:-get)? update|exit)"
              + ENDS
              + "(?:# .*)?");

  /** A title of an exercise that its author has not made one. */
  private static final Pattern NUMBERED =
      Pattern.compile(
          "(?iu)(?:exo|exercice|exercise|question|étape|step|tp|partie)\\s*n?°?\\s*\\d+ *:?");

  /** A line, or an item of a list, that is nothing but a command set as code. */
  private static final Pattern SPAN =
      Pattern.compile(
          "(?:(?:[-*+]|\\d{1,3}[.)])\\s+)?`+\\s*(?:\\$ +)?((?:sudo"
              + " )?(?:docker(?:-compose)?|ip|brctl|iptables|curl|wget|ping)"
              + " [^`]*[^`\\s])\\s*`+[:.]?");

  private static final Pattern SESSION = Pattern.compile("\\$ (?:sudo )?[a-z][\\w-]*(?:=.*| .*)?");

  /**
   * A number before a command, and no blank behind it, maybe; two behind that of a history; or a
   * label with an arrow: {@code CMD -> docker ps}.
   */
  private static final Pattern NUMBER =
      Pattern.compile("\\s{0,5}(?:\\d{1,2}[.)]\\s*|\\d{1,4}  |[A-Z]{2,4}\\s{0,3}[-=]> )([a-z].*)");

  private static final Pattern WORD = Pattern.compile("[a-z][a-z-]*");
  private static final Pattern HEADS = Pattern.compile("\\s*#.*:\\s*");

  private BareCommands() {}

  /** The lines of a block without the numbers before its commands, if all of them have one. */
  static List<String> unnumbered(List<String> lines, TypedBlock.Shell shell) {
    boolean all =
        lines.stream()
            .filter(line -> !line.isBlank())
            .allMatch(
                line -> {
                  Matcher number = NUMBER.matcher(line);
                  return number.matches() && shell.isCommand(TypedBlock.firstWord(number.group(1)));
                });
    return all ? lines.stream().map(l -> NUMBER.matcher(l).replaceFirst("$1")).toList() : lines;
  }

  /**
   * Whether a line is one of a list of words below a comment with a colon, most of which are no
   * commands here: those of another command's are listed so.
   */
  static boolean isListed(List<String> lines, int at, TypedBlock.Shell shell) {
    int from = at;
    while (from > 0 && WORD.matcher(lines.get(from - 1)).matches()) {
      from--;
    }
    int to = at;
    while (to < lines.size() && WORD.matcher(lines.get(to)).matches()) {
      to++;
    }
    long unknown = lines.subList(from, to).stream().filter(l -> !shell.isCommand(l)).count();
    boolean headed = from > 0 && HEADS.matcher(lines.get(from - 1)).matches();
    return headed && 2 * unknown > to - from;
  }

  /**
   * The command that a line is, where the paragraph around it holds nothing else but a line with a
   * colon above it, which moves it in.
   */
  static Optional<String> alone(String before, String line, String after) {
    Matcher alone = ALONE.matcher(line.strip());
    boolean apart =
        (before.isBlank() && line.equals(line.stripLeading())
                || before.strip().endsWith(":") && line.startsWith(" ")
                || before.startsWith("#")
                || NUMBERED.matcher(before.strip()).matches()
                || line.startsWith(" ") && item(before).isPresent()
                || ALONE.matcher(before).matches())
            && (after.isBlank() || ALONE.matcher(after).matches());
    Matcher span = SPAN.matcher(line.strip());
    return span.matches() && isApart(before) && isApart(after)
        ? Optional.of(span.group(1))
        : Optional.of(alone).filter(a -> apart && a.matches()).map(a -> a.group(1));
  }

  /** Whether a line beside a command set as code is not of a sentence with it. */
  private static boolean isApart(String line) {
    return line.isBlank()
        || line.startsWith("#")
        || line.strip().endsWith(":")
        || SPAN.matcher(line.strip()).matches();
  }

  /**
   * Whether a line begins a paragraph that is a session, of which nobody has made a block: below an
   * empty line, or a title.
   */
  static boolean beginsSession(String before, String line) {
    return (before.isBlank() || before.startsWith("#")) && SESSION.matcher(line).matches();
  }

  /** The command that an item of a list is. */
  static Optional<String> item(String line) {
    Matcher item = ITEM.matcher(line);
    return item.matches() ? Optional.of(item.group(1)) : Optional.empty();
  }

  /**
   * The line that ends a block that nobody has closed: the first empty one that no commands follow.
   *
   * @param from its first line
   * @param before the line that it cannot reach
   */
  static int end(List<String> lines, int from, int before) {
    int line = from;
    while (line < before && (!lines.get(line).isBlank() || goesOn(lines, line + 1, before))) {
      line++;
    }
    return line;
  }

  private static boolean goesOn(List<String> lines, int paragraph, int before) {
    int line = paragraph;
    while (line < before && lines.get(line).startsWith("#")) {
      line++;
    }
    return line < before && COMMAND.matcher(lines.get(line)).matches();
  }
}
