package passerelle.scenarios.format;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What word processors make of commands, and what was typed: a dash was {@code -} or {@code --},
 * quotes were straight, and no-break spaces were blanks.
 */
public final class Typeset {
  private static final Pattern BLANK = Pattern.compile("[\\u00a0\\u2000-\\u200a\\u202f]");
  private static final Pattern NOTHING = Pattern.compile("[\\u200b\\u2060\\ufeff]");

  /** What stands in straight quotes was meant as it is. */
  private static final Pattern SIGN =
      Pattern.compile(
          "'[^']*'|\"[^\"]*\"|(?<=\\s)[\\u2013\\u2014]([A-Za-z][A-Za-z-]*)"
              // Between letters it is an apostrophe.
              + "|((?<!\\pL)[\\u2018-\\u201b]|[\\u2018-\\u201b](?!\\pL))|([\\u201c-\\u201f])");

  private static final int WORD = 1;
  private static final int SINGLE = 2;
  private static final int DOUBLE = 3;

  /** Options of one letter, which may stand together. */
  private static final Pattern LETTERS = Pattern.compile("(?!rm$)[A-Za-z]{1,2}|[ditnvlpLNS]{3,4}");

  private Typeset() {}

  /** A line of a block with the blanks that were typed. */
  public static String blanks(String line) {
    return NOTHING.matcher(BLANK.matcher(line).replaceAll(" ")).replaceAll("");
  }

  /** A command with the quotes and hyphens that were typed. */
  public static String undone(String command) {
    return SIGN.matcher(command).replaceAll(sign -> Matcher.quoteReplacement(typed(sign)));
  }

  private static String typed(MatchResult sign) {
    String word = sign.group(WORD);
    if (word != null) {
      return (LETTERS.matcher(word).matches() ? "-" : "--") + word;
    }
    boolean single = sign.group(SINGLE) != null;
    return single ? "'" : sign.group(DOUBLE) == null ? sign.group() : "\"";
  }
}
