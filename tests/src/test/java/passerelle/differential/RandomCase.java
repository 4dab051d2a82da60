package passerelle.differential;

import java.util.List;
import java.util.stream.Collectors;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;

/**
 * A lab with traffic.
 *
 * @param seed what it grew from
 * @param engine the engine version
 * @param lines what is typed, in order
 */
record RandomCase(long seed, String engine, List<Line> lines) {
  RandomCase {
    lines = List.copyOf(lines);
  }

  RandomCase withLines(List<Line> other) {
    return new RandomCase(seed, engine, other);
  }

  /** Its file name in reports. */
  String name() {
    return "random-" + seed + ".md";
  }

  /** As a transcript that anybody can replay; it expects nothing. */
  String source() {
    return lines.stream()
        .map(Line::toString)
        .collect(
            Collectors.joining(
                "\n",
                "---\ntitle: seed "
                    + seed
                    + "\nengine: "
                    + engine
                    + "\nimages: stand-in\n---\n"
                    + "```console\n",
                "\n```\n"));
  }

  Transcript transcript() {
    try {
      return Transcript.parse(name(), source());
    } catch (TranscriptException e) {
      throw new IllegalStateException(source(), e);
    }
  }
}
