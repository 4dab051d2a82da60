package passerelle.golden.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.TestFactory;

/**
 * The same keys at a terminal of the lab show what they showed at a real one. The steps of a
 * session that show something else stand in expected-failures.txt, each with the reason, and what
 * they show instead beside the session; one that does so no longer must go there.
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
    String name = GOLDEN.relativize(file).toString().replace('\\', '/').replaceFirst("\\.md$", "");
    RecordedSession session = RecordedSession.read(file);
    List<Replay.Result> played;
    try (Replay replay = new Replay(file.getParent().getFileName().toString())) {
      played =
          replay.play(
              session,
              keyTimes().getOrDefault(name, Map.of()),
              sizes().getOrDefault(name, Map.of()));
    }
    Map<Integer, String> differences = SessionComparison.differences(session, played);
    Set<Integer> expected = expectedDifferences().getOrDefault(name, Set.of());
    List<Integer> passing = new ArrayList<>(expected);
    passing.removeAll(differences.keySet());
    String known =
        differences.entrySet().stream()
            .filter(step -> expected.contains(step.getKey()))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining());
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
    Path instead = GOLDEN.resolve(name + ".differs.txt");
    assertEquals(Files.exists(instead) ? Files.readString(instead) : "", known, name);
  }

  /** By session, the lines of the steps that may differ: {@code NAME LINE...: WHY}. */
  private static Map<String, Set<Integer>> expectedDifferences() throws IOException {
    Map<String, Set<Integer>> expected = new TreeMap<>();
    for (String[] words : entries("expected-failures.txt")) {
      Set<Integer> lines = expected.computeIfAbsent(words[0], name -> new TreeSet<>());
      Stream.of(words).skip(1).map(Integer::valueOf).forEach(lines::add);
    }
    return expected;
  }

  /**
   * By session, how much later keys come than they were recorded, by the lines of their steps:
   * {@code NAME LINE SECONDS: WHY}.
   */
  private static Map<String, Map<Integer, Double>> keyTimes() throws IOException {
    Map<String, Map<Integer, Double>> later = new TreeMap<>();
    for (String[] words : entries("key-times.txt")) {
      later
          .computeIfAbsent(words[0], name -> new TreeMap<>())
          .put(Integer.valueOf(words[1]), Double.valueOf(words[2]));
    }
    return later;
  }

  /** By session, the sizes that its terminal is given: {@code NAME LINE ROWS COLUMNS: WHY}. */
  private static Map<String, Map<Integer, Replay.Size>> sizes() throws IOException {
    Map<String, Map<Integer, Replay.Size>> sizes = new TreeMap<>();
    for (String[] words : entries("sizes.txt")) {
      Replay.Size size = new Replay.Size(Integer.parseInt(words[3]), Integer.parseInt(words[2]));
      sizes.computeIfAbsent(words[0], name -> new TreeMap<>()).put(Integer.valueOf(words[1]), size);
    }
    return sizes;
  }

  /** The words before the reasons. */
  private static List<String[]> entries(String file) throws IOException {
    return Files.readAllLines(GOLDEN.resolve(file)).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.substring(0, line.indexOf(": ")).split(" "))
        .toList();
  }
}
