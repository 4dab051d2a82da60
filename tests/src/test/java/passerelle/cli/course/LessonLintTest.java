package passerelle.cli.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import passerelle.effort.Effort;
import passerelle.text.Language;

/**
 * Every lesson is good in both languages: undone it is not passed, nor by any of the wrong ways
 * that are made from its solutions.
 */
@Tag("campaign")
class LessonLintTest {
  private static final Path LESSONS = Path.of("../lessons");

  @TestFactory
  Stream<DynamicTest> nobodyPassesAStepButWhoHasDoneIt() throws Exception {
    try (Stream<Path> files = Files.list(LESSONS.resolve("en"))) {
      return files.sorted().limit(Effort.of(3, 100)).toList().stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      file.getFileName().toString(),
                      () -> assertEquals(List.of(), LessonLint.of(file, Language.EN))));
    }
  }
}
