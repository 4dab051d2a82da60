package passerelle.cli.why.typed;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that is edited by its line numbers with {@code sed -i}.
 *
 * @param scripts which lines, and what is made of them; all count the lines as they were before
 */
public record SedEdit(String path, List<String> scripts) {
  private static final Pattern LINE = Pattern.compile("sed -i((?: -e)? '[^']*')+ (\\S+)");
  private static final Pattern SCRIPT = Pattern.compile("'([^']*)'");

  /** Of a command line; empty where it is none. */
  static Optional<SedEdit> of(String line) {
    Matcher whole = LINE.matcher(line);
    return whole.matches()
        ? Optional.of(
            new SedEdit(
                whole.group(2), SCRIPT.matcher(line).results().map(SedEdit::script).toList()))
        : Optional.empty();
  }

  private static String script(MatchResult quoted) {
    return quoted.group(1);
  }

  /** Both at once, where they are of one file: one after the other would count other lines. */
  Optional<SedEdit> with(SedEdit later) {
    return path.equals(later.path)
        ? Optional.of(
            new SedEdit(
                path, Stream.concat(scripts.stream(), later.scripts.stream()).distinct().toList()))
        : Optional.empty();
  }

  /** As it is typed. */
  public String line() {
    String all =
        scripts.size() == 1
            ? "'" + scripts.get(0) + "'"
            : String.join(" ", scripts.stream().map(script -> "-e '" + script + "'").toList());
    return "sed -i " + all + " " + path;
  }
}
