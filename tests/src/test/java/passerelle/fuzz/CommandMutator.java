package passerelle.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;

/** Random command lines: those of the recordings with words and characters changed at random. */
final class CommandMutator {
  private static final String CHARACTERS =
      "abcxyz0189 -_.:/,;|&<>()[]{}$\"'`\\*?!=%~#@+^\n\té…\u0000";
  private static final List<String> WORDS =
      List.of(
          "",
          "-",
          "--",
          "-x",
          "--help",
          "-p",
          "99999",
          "0",
          "-1",
          "::1",
          "0.0.0.0/0",
          "256.1.1.1",
          "192.0.2.10",
          "eth0",
          "docker0",
          "lo",
          "web",
          "nginx",
          "host",
          "all",
          "dev",
          "via",
          "{{.}}",
          "{{",
          "| head -1",
          "&& true",
          "; false",
          "$(echo x)",
          "<<<",
          "2>&1",
          "\u00e9",
          "'",
          "\"",
          "4294967296",
          "1e9",
          "%s",
          "../..",
          "/proc/sys/net/ipv4/ip_forward");

  private final SplittableRandom random;
  private final List<String> corpus;

  CommandMutator(long seed) {
    random = new SplittableRandom(seed);
    corpus = corpus();
  }

  private static List<String> corpus() {
    List<String> out = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/golden"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
        Transcript transcript = Transcript.parse(file.toString(), Files.readString(file));
        transcript.steps().stream()
            .filter(step -> !(step.place() instanceof Place.Lab))
            .forEach(step -> out.add(step.command()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TranscriptException e) {
      throw new IllegalStateException(e);
    }
    return List.copyOf(out);
  }

  /** The next line: sometimes as recorded, mostly changed in one to three places. */
  String next() {
    String line = corpus.get(random.nextInt(corpus.size()));
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      line = random.nextInt(3) == 0 ? changeCharacter(line) : changeWord(line);
    }
    return line;
  }

  private String changeCharacter(String line) {
    int at = random.nextInt(line.length() + 1);
    char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    int skipped = random.nextInt(2);
    return line.substring(0, at) + c + line.substring(Math.min(line.length(), at + skipped));
  }

  private String changeWord(String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
    int at = random.nextInt(words.size());
    switch (random.nextInt(4)) {
      case 0 -> words.remove(at);
      case 1 -> words.add(at, word());
      case 2 -> words.set(at, word());
      default -> words.add(words.get(at));
    }
    return String.join(" ", words);
  }

  private String word() {
    if (random.nextBoolean()) {
      return WORDS.get(random.nextInt(WORDS.size()));
    }
    String[] other = corpus.get(random.nextInt(corpus.size())).split(" ");
    return other[random.nextInt(other.length)];
  }
}
