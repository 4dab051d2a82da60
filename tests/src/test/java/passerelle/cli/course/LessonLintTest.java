package passerelle.cli.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
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
  private static final int DAILY = 2;

  @TestFactory
  Stream<DynamicTest> nobodyPassesAStepButWhoHasDoneIt() throws Exception {
    try (Stream<Path> files = Files.list(LESSONS.resolve("en"))) {
      List<Path> lessons = files.sorted().toList();
      return IntStream.range(0, lessons.size())
          .filter(i -> Effort.tries(i < DAILY))
          .mapToObj(lessons::get)
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      file.getFileName().toString(),
                      () -> assertEquals(List.of(), LessonLint.of(file, Language.EN))));
    }
  }
}
