package passerelle.scenarios.slides;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import passerelle.scenarios.format.TypedBlock.Typed;
import passerelle.scenarios.slides.Deck.CodeBlock;

/** The comments of a block, and which of its commands they are about. */
final class Comments {
  private Comments() {}

  /** The comments with which a block begins. */
  static String first(CodeBlock block) {
    return block.lines().stream()
        .takeWhile(line -> line.isBlank() || isComment(line))
        .map(line -> "\n" + line)
        .collect(Collectors.joining());
  }

  /** What is still so, after a gap. */
  private static final Pattern STILL =
      Pattern.compile("(?iu)\\s*#+\\s*(?:still|toujours|encore|todavía|immer noch)\\b.*");

  /** What has come out, below the title of the next paragraph. */
  private static final Pattern OUTCOME = Pattern.compile("\\s*#+\\s*(?:→|⇒|➜|=>|->).*");

  /**
   * The comment lines right above a command, and those right below it that end there, or begin with
   * the words of a program that fails, or say below a gap what still is so: a comment right above
   * another command is that one's, and that of the last of the commands without a gap between them,
   * which the others lead to.
   */
  static String of(Typed typed, List<String> lines) {
    StringBuilder remark = new StringBuilder();
    int below = typed.line() + (int) typed.command().lines().count();
    int above = typed.line() - 1;
    if (isGap(lines, below)) {
      while (!isGap(lines, above) && !isComment(lines.get(above))) {
        above--;
      }
    }
    for (int i = above; i >= 0 && isComment(lines.get(i)); i--) {
      remark.insert(0, " " + lines.get(i).strip());
    }
    int end = below;
    while (end < lines.size() && isComment(lines.get(end))) {
      end++;
    }
    if (isGap(lines, end) || end > below && FailureWords.isQuoted(lines.get(below))) {
      lines.subList(below, end).forEach(line -> remark.append(' ').append(line.strip()));
    }
    if (end == below && end + 1 < lines.size() && STILL.matcher(lines.get(end + 1)).matches()) {
      remark.append(' ').append(lines.get(end + 1).strip());
    }
    for (int i = end + 1; i < lines.size() && isGap(lines, end) && isComment(lines.get(i)); i++) {
      remark.append(OUTCOME.matcher(lines.get(i)).matches() ? " " + lines.get(i).strip() : "");
    }
    return remark.toString();
  }

  private static boolean isGap(List<String> lines, int index) {
    return index < 0 || index >= lines.size() || lines.get(index).isBlank();
  }

  private static boolean isComment(String line) {
    return line.strip().startsWith("#");
  }
}
