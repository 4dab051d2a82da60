package passerelle.cli.session;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.engine.EngineVersion;
import passerelle.text.Messages;

/**
 * What a person is told when a command failed only because of the engine's version, since when that
 * is so, or by a slip of which the line tells what was meant; and what to type instead. The cases
 * are data, in version-hints.tsv.
 */
final class VersionHints {
  private static final String NONE = "-";
  private static final String RESOURCE = "/passerelle/cli/version-hints.tsv";
  private static final List<Hint> HINTS = HintTable.read(RESOURCE).map(VersionHints::hint).toList();

  private VersionHints() {}

  /**
   * One case.
   *
   * @param versions the versions that answer so
   * @param answered found in the answer
   * @param typed what is to be replaced in the line
   * @param instead what it is replaced by
   * @param key of the text
   */
  private record Hint(
      List<EngineVersion> versions,
      Pattern answered,
      Optional<Pattern> typed,
      String instead,
      String key) {

    boolean fits(EngineVersion version, String line, String answer) {
      return versions.contains(version)
          && answered.matcher(answer).find()
          && typed.map(pattern -> pattern.matcher(line).find()).orElse(true);
    }

    String text(String line, Messages messages) {
      String better = typed.map(pattern -> pattern.matcher(line).replaceAll(instead)).orElse(line);
      return messages.get(key, better);
    }
  }

  /**
   * The hint for a line that failed; empty when the version is not to blame.
   *
   * @param answer what the line printed
   */
  public static Optional<String> of(
      EngineVersion version, String line, String answer, Messages messages) {
    return HINTS.stream()
        .filter(hint -> hint.fits(version, line, answer))
        .findFirst()
        .map(hint -> hint.text(line, messages));
  }

  private static Hint hint(String[] columns) {
    EngineVersion from = EngineVersion.of(columns[0]).orElseThrow();
    List<EngineVersion> all = Arrays.asList(EngineVersion.values());
    int until = EngineVersion.of(columns[1]).map(EngineVersion::ordinal).orElse(all.size() - 1);
    return new Hint(
        all.subList(from.ordinal(), until + 1),
        Pattern.compile(columns[2]),
        columns[3].equals(NONE) ? Optional.empty() : Optional.of(Pattern.compile(columns[3])),
        columns[4],
        columns[5]);
  }
}
