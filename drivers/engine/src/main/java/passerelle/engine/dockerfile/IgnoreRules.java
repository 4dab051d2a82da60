package passerelle.engine.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a {@code .dockerignore} leaves out of a build's context (moby/patternmatcher). */
public final class IgnoreRules {
  private final List<Rule> rules = new ArrayList<>();

  private record Rule(boolean back, Pattern pattern) {}

  /** The rules of a file; the last one that fits decides. */
  public IgnoreRules(String text) {
    for (String line : text.lines().toList()) {
      String rule = line.strip();
      boolean back = rule.startsWith("!");
      String path = (back ? rule.substring(1).strip() : rule).replaceAll("^(\\./|/)+|/+$", "");
      if (!path.isEmpty() && !rule.startsWith("#")) {
        rules.add(new Rule(back, Pattern.compile(pattern(path) + "(/.*)?")));
      }
    }
  }

  /**
   * A pattern of a path: {@code *} is all but slashes, {@code **} all of them, too.
   *
   * @param glob as Go's filepath.Match has it
   */
  static String pattern(String glob) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        pattern.append("(.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        pattern.append(".*");
        i++;
      } else if (c == '*') {
        pattern.append("[^/]*");
      } else {
        pattern.append(c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
      }
    }
    return pattern.toString();
  }

  /** Whether a path fits a pattern as {@code COPY} takes one. */
  public static boolean fits(String glob, String path) {
    return path.matches(pattern(glob));
  }

  /**
   * Whether a path is left out.
   *
   * @param path below the context, without a slash first
   */
  public boolean leavesOut(String path) {
    boolean out = false;
    for (Rule rule : rules) {
      if (rule.pattern().matcher(path).matches()) {
        out = !rule.back();
      }
    }
    return out;
  }
}
