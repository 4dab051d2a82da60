package passerelle.scenarios.slides;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A cell of a notebook whose lines are a shell's: IPython hands on what begins with {@code !}, and
 * a whole cell below {@code %%bash}.
 */
final class NotebookCell {
  private static final Pattern LANGUAGE = Pattern.compile("i?python\\d?|py");
  private static final Pattern WHOLE = Pattern.compile("%%(?:bash|sh|script bash)\\s*");
  private static final Pattern LINE = Pattern.compile("!(?!=)\\s*");
  private static final Pattern BESIDE = Pattern.compile("\\s*(?:#.*)?");

  private NotebookCell() {}

  /** Whether a block is such a cell. */
  static boolean is(String info, List<String> lines) {
    boolean told = LANGUAGE.matcher(info).matches() && !lines.isEmpty();
    return told
        && (WHOLE.matcher(lines.get(0)).matches()
            || lines.stream().anyMatch(line -> LINE.matcher(line).lookingAt())
                && lines.stream()
                    .allMatch(
                        line -> LINE.matcher(line).lookingAt() || BESIDE.matcher(line).matches()));
  }

  /** What the shell is given; as many lines. */
  static List<String> commands(List<String> lines) {
    return lines.stream()
        .map(line -> WHOLE.matcher(line).matches() ? "" : LINE.matcher(line).replaceFirst(""))
        .toList();
  }
}
