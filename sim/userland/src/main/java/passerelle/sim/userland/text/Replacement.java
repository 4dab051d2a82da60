package passerelle.sim.userland.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import passerelle.sim.process.Process;
import passerelle.sim.shell.Regex;

/** The right side of sed's {@code s}: {@code &}, {@code \1}, {@code \n} and {@code \U \L \E}. */
final class Replacement {
  private Replacement() {}

  /** The line after the substitution; empty if nothing matched. */
  static Optional<String> apply(
      Process self, Regex regex, String line, SedCommand.Substitution substitution) {
    Matcher matcher = regex.matcher(self, line);
    StringBuilder result = new StringBuilder();
    int copied = 0;
    int count = 0;
    int from = 0;
    boolean any = false;
    while (from <= line.length() && matcher.find(from)) {
      boolean emptyAfterMatch =
          matcher.end() == matcher.start() && matcher.start() == copied && any;
      if (!emptyAfterMatch && ++count >= substitution.number()) {
        result.append(line, copied, matcher.start());
        result.append(expand(substitution.with(), matcher));
        copied = matcher.end();
        any = true;
        if (!substitution.global()) {
          break;
        }
      }
      from = matcher.end() > matcher.start() ? matcher.end() : matcher.end() + 1;
    }
    return any ? Optional.of(result.append(line.substring(copied)).toString()) : Optional.empty();
  }

  private static String expand(String with, Matcher matcher) {
    StringBuilder out = new StringBuilder();
    char mode = 'E';
    char once = 0;
    int i = 0;
    while (i < with.length()) {
      char c = with.charAt(i++);
      String piece = String.valueOf(c);
      if (c == '&') {
        piece = matcher.group();
      } else if (c == '\\' && i < with.length()) {
        char e = with.charAt(i++);
        if ("ULE".indexOf(e) >= 0) {
          mode = e;
          continue;
        }
        if (e == 'u' || e == 'l') {
          once = e;
          continue;
        }
        piece = escaped(e, matcher);
      }
      out.append(changeCase(piece, mode, once));
      once = piece.isEmpty() ? once : 0;
    }
    return out.toString();
  }

  private static String escaped(char e, Matcher matcher) {
    if (Character.isDigit(e)) {
      int group = e - '0';
      boolean there = group <= matcher.groupCount() && matcher.group(group) != null;
      return there ? matcher.group(group) : "";
    }
    return e == 'n' ? "\n" : e == 't' ? "\t" : String.valueOf(e);
  }

  private static String changeCase(String piece, char mode, char once) {
    String text =
        mode == 'U'
            ? piece.toUpperCase(Locale.ROOT)
            : mode == 'L' ? piece.toLowerCase(Locale.ROOT) : piece;
    if (once == 0 || text.isEmpty()) {
      return text;
    }
    String first = text.substring(0, 1);
    return (once == 'u' ? first.toUpperCase(Locale.ROOT) : first.toLowerCase(Locale.ROOT))
        + text.substring(1);
  }
}
