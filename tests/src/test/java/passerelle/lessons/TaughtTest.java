package passerelle.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the library of scenarios states is taught, and the table of the lessons says where. */
class TaughtTest {
  /** What the images hold and what the Internet answers is no driver's. */
  private static final List<String> ELSEWHERE = List.of("images", "internet");

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
}
