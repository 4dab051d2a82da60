package passerelle.cli.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All that {@code why} says in approved troubles can be read at a glance, at 80 columns. */
class SentenceLengthTest {
  /** Two causes, one behind the other: what fails, and what makes it fail. */
  private static final int LINES = 4;

  private static final Path TROUBLES = Path.of("..", "scenarios", "troubles");
  private static final Path APPROVED = Path.of("src", "test", "java", "passerelle", "cli", "why");

  private final List<String> causes = new ArrayList<>();
  private final List<String> long_ = new ArrayList<>();

  @Test
  void noCauseTakesMoreLinesThanOneReads() throws IOException {
    try (Stream<Path> troubles = Files.list(TROUBLES);
        Stream<Path> approved = Files.list(APPROVED)) {
      for (Path file : Stream.concat(troubles, approved).sorted().toList()) {
        if (file.toString().matches(".*(\\.md|approved\\.txt)")) {
          read(file);
        }
      }
    }
    assertTrue(causes.size() > 100, "asked: " + causes.size());
    assertEquals(List.of(), long_);
  }

  private void read(Path file) throws IOException {
    StringBuilder answer = new StringBuilder();
    boolean asked = false;
    for (String line : Files.readAllLines(file)) {
      boolean ends = line.matches("```|\\w+[>$#] .*|(Try|Essayez).?:|Before:|Avant.:|  .*|");
      if (asked && !ends) {
        answer.append(line).append(' ');
      } else if (asked) {
        measure(file.getFileName().toString(), answer.toString());
        answer.setLength(0);
      }
      asked = line.startsWith("lab> why") || asked && !ends;
    }
  }

  private void measure(String file, String answer) {
    for (String part : answer.split("This is not all\\.|Ce n'est pas tout\\.")) {
      String cause =
          part.replaceFirst("^\\(why .*?\\) ", "")
              .split("The command behind|La commande en cause|No change that|Passerelle ne")[0]
              .strip();
      causes.add(cause);
      if (lines(cause) > LINES) {
        long_.add(file + ": " + cause);
      }
    }
  }

  private static int lines(String text) {
    int lines = 1;
    int column = 0;
    for (String word : text.split(" ")) {
      int length = word.codePointCount(0, word.length());
      if (column > 0 && column + 1 + length > 80) {
        lines++;
        column = length;
      } else {
        column += column == 0 ? length : length + 1;
      }
    }
    return lines;
  }
}
