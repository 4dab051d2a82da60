package passerelle.golden.terminal;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import passerelle.golden.terminal.RecordedSession.Step;
import passerelle.scenarios.match.UnifiedDiff;

/**
 * The same keys at a terminal of the lab show what they showed at a real one. How many steps of a
 * session still show something else stands in expected-failures.txt; fewer must be written there,
 * too.
 */
class TerminalSessionsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden-terminal");

  @TestFactory
  Stream<DynamicTest> everySessionShowsTheSame() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN, 2)) {
      return files.filter(f -> f.toString().endsWith(".md")).sorted().toList().stream()
          .map(f -> DynamicTest.dynamicTest(GOLDEN.relativize(f).toString(), () -> check(f)));
    }
  }

  private static void check(Path file) throws Exception {
    RecordedSession session = RecordedSession.read(file);
    List<Map<String, String>> played;
    try (Replay replay = new Replay(file.getParent().getFileName().toString())) {
      played = replay.play(session);
    }
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < session.steps().size(); i++) {
      Step step = session.steps().get(i);
      for (Map.Entry<String, String> window : played.get(i).entrySet()) {
        List<String> wanted = TerminalCanon.lines(step.shown().getOrDefault(window.getKey(), ""));
        List<String> got = TerminalCanon.lines(window.getValue());
        if (!wanted.equals(got)) {
          problems.add(
              "line %d, window %s, after %s%n%s"
                  .formatted(
                      step.line(),
                      window.getKey(),
                      step.typed(),
                      UnifiedDiff.of(
                          "recorded", String.join("\n", wanted), "lab", String.join("\n", got))));
        }
      }
    }
    String name = GOLDEN.relativize(file).toString().replace('\\', '/').replaceFirst("\\.md$", "");
    int expected = expectedFailures().getOrDefault(name, 0);
    if (problems.size() < expected) {
      fail("only %d steps of %s differ, not %d".formatted(problems.size(), name, expected));
    }
    if (problems.size() > expected) {
      fail(
          "%s: %d of %d steps differ%n%s"
              .formatted(
                  file, problems.size(), session.steps().size(), String.join("\n", problems)));
    }
  }

  private static Map<String, Integer> expectedFailures() throws IOException {
    Map<String, Integer> failures = new TreeMap<>();
    for (String line : Files.readAllLines(GOLDEN.resolve("expected-failures.txt"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(" ", 3);
        failures.put(parts[0], Integer.parseInt(parts[1]));
      }
    }
    return failures;
  }
}
