package passerelle.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the library of scenarios states is taught, and the table of the lessons says where. */
class TaughtTest {
  /** What the images hold and what the Internet answers is no driver's. */
  private static final List<String> ELSEWHERE = List.of("images", "internet");

  private static final Path TAUGHT = Path.of("src/test/resources/passerelle/lessons/taught.txt");

  private static final Path SLIDES = Path.of("../lessons/decks/pilotes-reseau.md");

  private static final Pattern STATEMENT = Pattern.compile("<!-- en: - (.*?) -->");

  @Test
  void eachScenarioOfTheLibraryIsTaughtInALesson() throws Exception {
    String table = Files.readString(Path.of("../lessons/README.md"));
    try (Stream<Path> library = Files.list(Path.of("../scenarios/library"))) {
      List<String> untaught =
          library
              .map(file -> file.getFileName().toString().replace(".md", ""))
              .filter(name -> !table.contains("`" + name + "`"))
              .sorted()
              .toList();
      assertEquals(ELSEWHERE, untaught);
    }
  }

  @Test
  void eachStatementOfTheSlidesIsTaughtInTheLessonThatIsNamed() throws Exception {
    List<String[]> table =
        Files.readAllLines(TAUGHT).stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split(" \\| "))
            .toList();
    List<String> untaught = new ArrayList<>();
    Matcher said = STATEMENT.matcher(Files.readString(SLIDES));
    while (said.find()) {
      String statement = said.group(1);
      boolean taught = false;
      for (String[] row : table) {
        taught |= statement.startsWith(row[0]) && lesson(Integer.parseInt(row[1])).contains(row[2]);
      }
      if (!taught) {
        untaught.add(statement);
      }
    }
    assertEquals(List.of(), untaught);
  }

  private static String lesson(int number) throws IOException {
    String begin = number < 10 ? "0" + number : String.valueOf(number);
    try (Stream<Path> lessons = Files.list(Path.of("../lessons/en"))) {
      Path file =
          lessons.filter(f -> f.getFileName().toString().startsWith(begin)).findFirst().get();
      return Files.readString(file);
    }
  }
}
