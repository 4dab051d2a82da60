package passerelle.scenarios.slides;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Typeset;

/** A line of a block, without what its author has done to it to make it look well. */
final class CodeLine {
  private static final Pattern HIGHLIGHT =
      Pattern.compile("\\*+(?:\\s*(?=[$#/]|\\S+[$#] )|(?=[^\\s*]))");

  /** Emphasis within code, as books have it; neither a glob nor a power. */
  private static final Pattern BOLD =
      Pattern.compile("(?<![\\w*/])\\*\\*(?=[^\\s*])([^*]*[^\\s*/])\\*\\*(?![\\w*/])");

  /** A line that is a fence around itself. */
  private static final Pattern FENCED = Pattern.compile("`{3,}\\s*([^`]+?)\\s*`{3,}\\s*");

  private CodeLine() {}

  /**
   * The line as it is meant.
   *
   * @param remark whether it stands in slides of remark, which have marks of their own
   */
  static String plain(String line, boolean remark) {
    String bare = FENCED.matcher(line).replaceFirst("$1");
    String unlit = (remark ? unlit(bare) : bare).replaceFirst("^\\\\(?=# )", "");
    return withoutStray(BOLD.matcher(Typeset.blanks(unlit)).replaceAll("$1"));
  }

  /** A line without the one backtick at its end, which its author has forgotten there. */
  private static String withoutStray(String line) {
    int last = line.length() - 1;
    return line.indexOf('`') == last && last > 0 ? line.substring(0, last) : line;
  }

  /** A line of code without remark's highlights: an asterisk before it, backticks within. */
  private static String unlit(String line) {
    Matcher star = HIGHLIGHT.matcher(line);
    String plain = star.lookingAt() ? line.substring(star.end()) : line;
    // What stands between backticks and is a command line itself is a shell's substitution.
    return DeckParser.CODE
        .matcher(plain)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    m.start() > 0
                            && m.group(2).matches("(?:docker|ip|hostname|cat|cut|pwd|id)\\b.*")
                            && !plain.substring(0, m.start()).matches("\\S*[$#] ")
                        ? m.group()
                        : m.group(2)));
  }
}
