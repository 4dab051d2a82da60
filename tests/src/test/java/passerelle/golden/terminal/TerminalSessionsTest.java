package passerelle.golden.terminal;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The same keys at a terminal of the lab show what they showed at a real one. The steps of a
 * session that show something else stand in expected-failures.txt, each with the reason; one that
 * does so no longer must go there.
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
    List<Replay.Result> played;
    try (Replay replay = new Replay(file.getParent().getFileName().toString())) {
      played = replay.play(session);
    }
    Map<Integer, String> differences = SessionComparison.differences(session, played);
    String name = GOLDEN.relativize(file).toString().replace('\\', '/').replaceFirst("\\.md$", "");
    Set<Integer> expected = expectedDifferences().getOrDefault(name, Set.of());
    List<Integer> passing = new ArrayList<>(expected);
    passing.removeAll(differences.keySet());
    differences.keySet().removeAll(expected);
    if (!differences.isEmpty()) {
      fail(
          "%s: %d of %d steps differ%n%s"
              .formatted(
                  file,
                  differences.size(),
                  session.steps().size(),
                  String.join("", differences.values())));
    }
    if (!passing.isEmpty()) {
      fail(name + ": no difference any more at " + passing + "; remove it from the list");
    }
  }

  /** By session, the lines of the steps that may differ: {@code NAME LINE...: WHY}. */
  private static Map<String, Set<Integer>> expectedDifferences() throws IOException {
    Map<String, Set<Integer>> expected = new TreeMap<>();
    for (String line : Files.readAllLines(GOLDEN.resolve("expected-failures.txt"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] words = line.substring(0, line.indexOf(": ")).split(" ");
        Set<Integer> lines = expected.computeIfAbsent(words[0], name -> new TreeSet<>());
        Stream.of(words).skip(1).map(Integer::valueOf).forEach(lines::add);
      }
    }
    return expected;
  }
}
