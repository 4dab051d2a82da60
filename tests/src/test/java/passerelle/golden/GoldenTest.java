package passerelle.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import passerelle.scenarios.Requests;
import passerelle.scenarios.canon.Canon;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.match.Comparison;
import passerelle.scenarios.match.UnifiedDiff;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.Replayer;
import passerelle.scenarios.replay.TranscriptFiles;

/**
 * What real engines answered, the simulator answers. Each recording is a test for its engine; those
 * that cannot pass yet stand in expected-failures.txt, with the reason, and must fail. So must
 * single commands of a recording that stand there.
 */
class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path EXPECTED_FAILURES = GOLDEN.resolve("expected-failures.txt");

  @TestFactory
  Stream<DynamicTest> everyRecordingIsAnsweredAlike() throws IOException {
    Map<String, String> expectedFailures = expectedFailures();
    return recordings().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check(name, expectedFailures)));
  }

  @Test
  void expectedFailuresNameRecordings() throws IOException {
    List<String> unknown = new ArrayList<>(expectedFailures().keySet());
    List<String> recordings = recordings();
    unknown.removeIf(key -> recordings.contains(key.split(" ", 2)[0]));
    assertTrue(unknown.isEmpty(), "in " + EXPECTED_FAILURES + " but no recordings: " + unknown);
  }

  private static void check(String name, Map<String, String> expectedFailures) throws Exception {
    boolean expected = expectedFailures.containsKey(name);
    Set<String> commands = expected ? Set.of() : expectedCommands(name, expectedFailures);
    String problem = problem(name, commands);
    if (problem.isEmpty() && expected) {
      fail(name + " passes now; remove it from " + EXPECTED_FAILURES);
    }
    if (!problem.isEmpty() && !expected) {
      fail(problem);
    }
  }

  private static Set<String> expectedCommands(String name, Map<String, String> failures) {
    return failures.keySet().stream()
        .filter(key -> key.startsWith(name + " "))
        .map(key -> key.substring(name.length() + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * What differs between a recording and its replay; empty if nothing does.
   *
   * @param mayDiffer commands that must answer otherwise
   */
  private static String problem(String name, Set<String> mayDiffer) throws Exception {
    Path file = GOLDEN.resolve(name + ".md");
    Transcript recording = TranscriptFiles.read(file);
    String engine = name.substring(0, name.indexOf('/'));
    LabRequest request = Requests.simulated(engine, "stand-in", name);
    List<Output> outputs = new Replayer(Labs.simulated()).run(recording, request);
    String printed = Comparison.asPrinted(recording, outputs).source();
    List<String> wanted = Canon.lines(recording.source());
    List<String> got = Canon.lines(printed);
    if (wanted.equals(got) && mayDiffer.isEmpty()) {
      return "";
    }
    Comparison comparison = Comparison.of(recording, outputs);
    Set<String> differing =
        comparison.failures().stream()
            .map(Comparison.Failure::command)
            .collect(Collectors.toCollection(TreeSet::new));
    if (differing.equals(mayDiffer) && !mayDiffer.isEmpty()) {
      return "";
    }
    if (!mayDiffer.isEmpty()) {
      return name + ": these commands differ: " + differing + "\n" + comparison.diff();
    }
    String diff = comparison.diff();
    return "%s: %d of %d commands differ%n%s"
        .formatted(
            name,
            comparison.failures().size(),
            outputs.size(),
            diff.isEmpty()
                ? UnifiedDiff.of(
                    "expected", String.join("\n", wanted), "actual", String.join("\n", got))
                : diff);
  }

  /** All recordings as ENGINE/NAME. */
  private static List<String> recordings() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN, 2)) {
      return files
          .filter(f -> f.toString().endsWith(".md"))
          .map(f -> GOLDEN.relativize(f).toString().replace('\\', '/').replaceFirst("\\.md$", ""))
          .sorted()
          .toList();
    }
  }

  /**
   * Lines {@code ENGINE/NAME reason}, or {@code ENGINE/NAME COMMAND => reason} for one command; a
   * line that begins with # is a comment.
   */
  private static Map<String, String> expectedFailures() throws IOException {
    Map<String, String> failures = new TreeMap<>();
    for (String line : Files.readAllLines(EXPECTED_FAILURES)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(line.contains(" => ") ? " => " : " ", 2);
        assertTrue(parts.length == 2, "no reason given: " + line);
        failures.put(parts[0], parts[1]);
      }
    }
    return failures;
  }
}
