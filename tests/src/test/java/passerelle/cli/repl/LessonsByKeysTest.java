package passerelle.cli.repl;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import passerelle.cli.Labs;
import passerelle.cli.session.Lessons;
import passerelle.cli.session.Session;
import passerelle.effort.Effort;
import passerelle.files.Outputs;
import passerelle.files.OwnFiles;
import passerelle.lessons.Exercise;
import passerelle.lessons.Lesson;
import passerelle.lessons.LessonException;
import passerelle.lessons.LessonLibrary;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Place;
import passerelle.text.Columns;
import passerelle.text.Language;
import passerelle.text.Messages;

/**
 * Each lesson is taken from start to end by keys at a terminal of 80 columns, in both languages: a
 * short one in English every day, the others in a campaign.
 */
@Tag("campaign")
class LessonsByKeysTest {
  private static final Path LESSONS = Path.of("../lessons");

  /** Long enough that nothing comes page by page. */
  private static final Size SCREEN = Size.of(80, 400);

  private static final String DAILY = "none";

  private static final Pattern RAW_KEY =
      Pattern.compile("(?m)^(?:lesson|why|error|trace|verdict)\\.[a-z-]+(?:\\.[a-z-]+)*$");

  @TestFactory
  Stream<DynamicTest> everyLessonIsTakenByKeysWithinEightyColumns() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Language language : Language.values()) {
      for (Lesson lesson : new LessonLibrary(LESSONS).all(language)) {
        if (Effort.tries(lesson.name().equals(DAILY) && language == Language.EN)) {
          String name = language + " " + lesson.name();
          tests.add(DynamicTest.dynamicTest(name, () -> take(lesson, language)));
        }
      }
    }
    return tests.stream();
  }

  private static void take(Lesson lesson, Language language) throws Exception {
    Messages words = Messages.of(language, LessonException.BUNDLE);
    boolean french = language == Language.FR;
    try (SeatedPerson person =
        new SeatedPerson(
            "xterm",
            SCREEN,
            Map.of(),
            Session.commands(Labs.ofCourse(), language, new OwnFiles()),
            (session, console) ->
                session.add(
                    new Lessons(LESSONS, Optional.empty(), Outputs.inMemory(), name -> false)))) {
      person.awaitPrompt();
      ours(person, (french ? "leçon " : "lesson ") + lesson.name());
      for (Exercise exercise : lesson.exercises()) {
        ours(person, (french ? "réponse " : "answer ") + right(exercise));
        for (Part.Step step : exercise.solution()) {
          String prompt = step.place() instanceof Place.Lab ? "lab> " : step.place().prompt();
          person.line(prompt + step.command());
        }
        String checked = ours(person, french ? "vérifier" : "check");
        assertTrue(checked.contains(words.get("lesson.right")), exercise.title() + "\n" + checked);
        ours(person, french ? "suite" : "next");
      }
    }
  }

  private static String right(Exercise exercise) {
    return exercise.question().choices().stream()
        .filter(choice -> exercise.answer().isRightAsPrinted(exercise.question(), choice))
        .findFirst()
        .orElseGet(() -> exercise.answer().printedAnswer());
  }

  /** Types a word of the lessons; what is said fits the screen, and is said in words. */
  private static String ours(SeatedPerson person, String word) throws Exception {
    String said = person.line(word);
    said.lines()
        .forEach(line -> assertTrue(Columns.of(line) <= SCREEN.getColumns(), word + ": " + line));
    assertFalse(RAW_KEY.matcher(said).find(), word + ": " + said);
    return said;
  }
}
