package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import passerelle.sim.process.Process;

/**
 * POSIX regular expressions ({@code regex(7)}), translated for {@link Pattern}. Matching counts
 * against the budget of the process, so that no expression can hang the lab.
 */
public final class Regex {
  private final Pattern pattern;

  /** The group behind which a match begins; 0 for the whole. */
  private final int kept;

  /** The expression is wrong; the message is {@code regerror(3)}'s. */
  public static final class Invalid extends Exception {
    Invalid(String message) {
      super(message, null, false, false);
    }
  }

  private Regex(Pattern pattern, int kept) {
    this.pattern = pattern;
    this.kept = kept;
  }

  /**
   * Compiles an expression as Perl has them, as far as {@link Pattern} does; what stands before
   * {@code \K} is looked for and not part of the match (pcre2pattern(3)).
   */
  public static Regex perl(String expression, boolean ignoreCase) throws Invalid {
    int reset = expression.indexOf("\\K");
    String marked = reset < 0 ? expression : expression.replaceFirst("\\\\K", "()");
    try {
      Pattern pattern = Pattern.compile(marked, ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
      return new Regex(pattern, reset < 0 ? 0 : 1 + groups(expression.substring(0, reset)));
    } catch (PatternSyntaxException | StackOverflowError unusable) {
      throw new Invalid("Invalid regular expression");
    }
  }

  /** How many groups open in an expression that remember what they matched. */
  private static int groups(String expression) {
    String plain = expression.replaceAll("\\\\.", "").replaceAll("\\[[^\\]]*\\]", "");
    return plain.length() - plain.replaceAll("\\((?!\\?)", "").length();
  }

  /** Where a match begins. */
  public int start(Matcher matcher) {
    return kept == 0 ? matcher.start() : matcher.end(kept);
  }

  /**
   * Compiles an expression.
   *
   * @param extended whether {@code + ? | ( ) { }} are special without a backslash
   */
  public static Regex compile(String expression, boolean extended, boolean ignoreCase)
      throws Invalid {
    String translated = new RegexTranslator(expression, extended).translate();
    try {
      return new Regex(Pattern.compile(translated, ignoreCase ? Pattern.CASE_INSENSITIVE : 0), 0);
    } catch (PatternSyntaxException | StackOverflowError unusable) {
      throw new Invalid("Invalid regular expression");
    }
  }

  /** A matcher on the text, on the budget of the process. */
  public Matcher matcher(Process self, CharSequence text) {
    return pattern.matcher(new Budgeted(self, text));
  }

  /** What an extended expression matches in the text, and its groups; empty when it does not. */
  static List<String> search(Process self, String expression, String text) {
    try {
      Matcher matcher = compile(expression, true, false).matcher(self, text);
      List<String> groups = new ArrayList<>();
      boolean found = matcher.find();
      for (int i = 0; found && i <= matcher.groupCount(); i++) {
        groups.add(matcher.group(i) == null ? "" : matcher.group(i));
      }
      return groups;
    } catch (Invalid invalid) {
      throw new ShellError("syntax error in conditional expression", 2);
    }
  }

  /** Text that counts how often it is looked at. */
  private static final class Budgeted implements CharSequence {
    private static final int LOOKS_PER_STEP = 16;

    /**
     * What looks more often in one match tries one way after the other without hope: it pays more,
     * so that it ends soon. In a browser nothing is heard until it does.
     */
    private static final int PATIENCE = 1 << 20;

    private static final int STEPS_PER_LOOK = 4;

    private final Process self;
    private final CharSequence text;
    private int looks;

    Budgeted(Process self, CharSequence text) {
      this.self = self;
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++looks > PATIENCE) {
        self.count(STEPS_PER_LOOK);
      } else if (looks % LOOKS_PER_STEP == 0) {
        self.count(1);
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
