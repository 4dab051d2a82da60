package passerelle.scenarios.slides;

import java.util.List;
import java.util.regex.Pattern;

/** What an author says between the lines of an output. */
final class Remark {
  /** What an author's terminal has shown before the next command: a title, not what ping says. */
  private static final Pattern HEADING =
      Pattern.compile("(?:-{3,}|={3,}|#{3,}) (?!.*ping statistics).*\\w.* (?:-{3,}|={3,}|#{3,})");

  /** What no program says: which step follows, and what is to be noted. */
  private static final Pattern STEP =
      Pattern.compile(
          "(?:Step|Étape|Etape|Schritt|Paso|Passo) \\d+ ?[:.)–-]"
              + " .*|(?:Note|NB|Remarque|Nota|Hinweis): .*");

  /** Letters of languages that no program here speaks. */
  private static final Pattern NO_PROGRAMS =
      Pattern.compile(
          "[\\u0400-\\u04ff\\u0e00-\\u0e7f\\u3040-\\u30ff\\u4e00-\\u9fff\\uac00-\\ud7af]");

  private Remark() {}

  /** Whether a line is a comment of the author's on what follows it, rather than printed. */
  static boolean is(String line, List<String> actual) {
    if (NO_PROGRAMS.matcher(line).find()) {
      return actual.stream().noneMatch(other -> NO_PROGRAMS.matcher(other).find());
    }
    boolean comment =
        line.strip().matches("#+(?: .*)?|//.*|/\\*.*|\\*/")
            && actual.stream().noneMatch(other -> other.strip().startsWith("# "));
    return comment
        || STEP.matcher(line.strip()).matches() && !actual.contains(line)
        || HEADING.matcher(line.strip()).matches() && !actual.contains(line);
  }
}
