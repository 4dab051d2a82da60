package passerelle.scenarios.canon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.effort.Effort;

/** The canonical form is that of canon.py, the executable definition. */
class CanonTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  /** Writes the canonical form of each FILE to FILE.canon. */
  private static final String PYTHON =
      """
      import sys; sys.path.insert(0, sys.argv[1]); sys.dont_write_bytecode = True
      from canon import canon
      for f in sys.argv[2:]:
          text = open(f, encoding='utf-8', newline='').read()
          open(f + '.canon', 'w', encoding='utf-8', newline='').write('\\n'.join(canon(text)))
      """;

  /** What mutations insert: the borders of the patterns, and what is a letter only to some. */
  private static final List<String> PIECES =
      List.of(
          " ",
          "  ",
          "\t",
          "\u00a0",
          "\u001d",
          "\r",
          "\f",
          "\u2028",
          "é",
          "²",
          "\u0301",
          "…",
          "٣",
          "_",
          ".",
          ":",
          "-",
          "/",
          "0",
          "9",
          "a",
          "f",
          "g",
          " ms",
          "1 ms",
          "[1:2]",
          " id 7",
          "<id1>",
          "fe80::",
          "02:42:",
          "172.17.0.2",
          "02:42:ac:11:00:02",
          "AA:bb:cc:dd:ee:ff",
          "veth",
          "veth0123abc",
          "0123456789ab",
          "br-",
          "/netns/",
          "8000.",
          "sport=",
          "45678",
          ".45678:",
          " > x: ",
          "seq 1234567",
          "ack 1",
          "Flags [S]",
          "TS val 1 ecr 0",
          "TS val 12 ecr 34",
          " ago",
          "3 minutes",
          "2025-01-02T03:04:05Z",
          " tentative",
          " lladdr x router STALE",
          "\"Pid\": 12",
          "counter packets 3 bytes 4",
          "ip saddr 127.0.0.11 udp sport 40000",
          "\n \u2714 Network app  Created 0.3s\n",
          "\nelements = { \"br-0123456789ab\" : drop,\n \"br-ba9876543210\" : drop }\n",
          "\nelements = { ",
          "}\n",
          "\n");

  @Test
  void allRecordingsAndThousandsOfMutationsReadAsInCanonPy(@TempDir Path dir) throws Exception {
    List<Path> files = new ArrayList<>();
    Random random = new Random(7);
    try (Stream<Path> recordings = Files.walk(GOLDEN)) {
      for (Path file : some(recordings.filter(f -> f.toString().endsWith(".md")).sorted())) {
        String text = Files.readString(file);
        files.add(write(dir, files.size(), text));
        files.add(write(dir, files.size(), mutate(text, random)));
      }
    }
    runPython(dir, files);
    for (Path file : files) {
      assertEquals(
          Files.readString(Path.of(file + ".canon")),
          String.join("\n", Canon.lines(Files.readString(file))));
    }
  }

  /** All recordings in a campaign, else every fourth. */
  private static List<Path> some(Stream<Path> recordings) {
    List<Path> all = recordings.toList();
    return IntStream.range(0, all.size())
        .filter(i -> i % Effort.of(4, 1) == 0)
        .mapToObj(all::get)
        .toList();
  }

  @Test
  void valuesAreNamedByClassAndOrderOfAppearance() {
    assertEquals(
        List.of("<id1> br-<id2>", "<id2> <veth1>", "<mac1> 02:42:ac:11:00:02 <mac2> 172.17.0.2"),
        Canon.lines(
            """
            4c52213b15f1f82e9ce4c1b636d936516b1e636a4aa923baf6ca7086fd04464f br-0123456789ab
            0123456789ab vethab12cd3
            aa:bb:cc:00:11:22 02:42:ac:11:00:02 02:42:ac:11:00:03 172.17.0.2
            """));
  }

  private static String mutate(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < text.length() / 40; i++) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(3)) {
        case 0 -> out.deleteCharAt(at);
        case 1 -> out.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        default -> {
          String digits = "0123456789abcdef. :";
          out.setCharAt(at, digits.charAt(random.nextInt(digits.length())));
        }
      }
    }
    return out.toString();
  }

  private static Path write(Path dir, int number, String text) throws IOException {
    return Files.writeString(dir.resolve(number + ".md"), text);
  }

  private static void runPython(Path dir, List<Path> files) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", "-c", PYTHON, GOLDEN.toString()));
    files.forEach(f -> command.add(f.toString()));
    Path log = dir.resolve("log");
    Process python;
    try {
      python =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      Assumptions.abort("python3 is not here to run canon.py: " + e.getMessage());
      return;
    }
    assertTrue(python.waitFor(60, TimeUnit.SECONDS), "canon.py takes too long");
    assertEquals(0, python.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
  }
}
