package passerelle.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import passerelle.cli.lab.SimLabFactory;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;
import passerelle.text.Language;
import passerelle.text.Messages;

/** Each lesson can be done as it says, and is not done before. */
class LessonsTest {
  private static final Path LESSONS = Path.of("..", "lessons");
  private static final LabRequest LAB =
      new LabRequest("28.5", KernelKind.SIM, "course", "lesson", LabRequest.SEED);

  private static List<Lesson> all(Language language) throws Exception {
    return new LessonLibrary(LESSONS).all(language);
  }

  @TestFactory
  Stream<DynamicTest> itsSolutionsLeadThroughTheLesson() throws Exception {
    return Stream.concat(all(Language.EN).stream(), all(Language.FR).stream())
        .map(lesson -> DynamicTest.dynamicTest(lesson.name(), () -> take(lesson)));
  }

  private static void take(Lesson lesson) throws Exception {
    Messages messages = Messages.of(Language.EN, LessonException.BUNDLE);
    LessonRunner runner = new LessonRunner(lesson, messages, new Progress(Optional.empty()));
    try (LabSession lab = new SimLabFactory().open(LAB)) {
      for (Exercise exercise : lesson.exercises()) {
        for (Part.Step step : exercise.solution()) {
          lab.run(step.place(), step.command());
        }
        List<String> answer = runner.check((place, command) -> run(lab, place, command));
        assertEquals(messages.get("lesson.right"), answer.get(0), String.join("\n", answer));
      }
    }
    assertTrue(runner.isFinished());
  }

  private static passerelle.scenarios.format.Output run(
      LabSession lab, passerelle.scenarios.format.Place place, String command) {
    try {
      return lab.run(place, command);
    } catch (LabException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aStepIsNotDoneBeforeItIsDone() throws Exception {
    Lesson lesson = all(Language.EN).get(0);
    Messages messages = Messages.of(Language.EN, LessonException.BUNDLE);
    LessonRunner runner = new LessonRunner(lesson, messages, new Progress(Optional.empty()));
    try (LabSession lab = new SimLabFactory().open(LAB)) {
      runner.check((place, command) -> run(lab, place, command));
      List<String> answer = runner.check((place, command) -> run(lab, place, command));
      assertEquals(messages.get("lesson.not-yet"), answer.get(0));
      assertFalse(runner.isFinished());
    }
  }

  @Test
  void bothLanguagesHaveTheSameCommandsWithTheSameOutputs() throws Exception {
    List<Lesson> english = all(Language.EN);
    List<Lesson> french = all(Language.FR);
    assertEquals(english.size(), french.size());
    for (int i = 0; i < english.size(); i++) {
      assertEquals(commands(english.get(i)), commands(french.get(i)));
    }
  }

  private static List<String> commands(Lesson lesson) {
    return lesson.transcript().steps().stream().map(Part.Step::commandSource).toList();
  }

  @Test
  void aPredictionIsHeldAgainstTheLabsAnswer() throws Exception {
    Lesson lesson = all(Language.EN).get(0);
    Messages messages = Messages.of(Language.EN, LessonException.BUNDLE);
    LessonRunner runner = new LessonRunner(lesson, messages, new Progress(Optional.empty()));
    runner.predict("up");
    try (LabSession lab = new SimLabFactory().open(LAB)) {
      List<String> answer = runner.check((place, command) -> run(lab, place, command));
      assertEquals(messages.get("lesson.predicted.wrong", "up", "DOWN"), answer.get(1));
    }
  }

  @Test
  void progressLastsFromOneRunToTheNext(@TempDir Path directory) throws Exception {
    Optional<Path> file = Optional.of(directory.resolve("state/lessons"));
    assertTrue(new Progress(file).note("default-bridge", 3));
    assertEquals(3, new Progress(file).of("default-bridge"));
    Files.writeString(file.get(), "\u0000garbage\nx y z\ndefault-bridge many\n");
    assertEquals(0, new Progress(file).of("default-bridge"));
  }

  @Test
  void aTranscriptWithoutStepsOrWithAnUnknownHeadingIsNoLesson() throws Exception {
    Transcript none = Transcript.parse("x.md", "# Title\n");
    assertEquals(
        "x.md: no exercise in this lesson; an exercise begins with a heading \"## ...\"",
        assertThrows(LessonException.class, () -> Lesson.of("x", none)).getMessage());
    Transcript odd = Transcript.parse("x.md", "## One\n### Guess\n");
    assertThrows(LessonException.class, () -> Lesson.of("x", odd));
  }
}
