package passerelle.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.session.SimLabFactory;
import passerelle.effort.Effort;
import passerelle.files.StateFile;
import passerelle.scenarios.Requests;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;
import passerelle.text.Language;
import passerelle.text.Messages;

/** Each lesson can be done as it says, and is not done before. */
@Tag("campaign")
class LessonsTest {
  private static final Path LESSONS = Path.of("..", "lessons");
  private static final LabRequest LAB = Requests.simulated("28.5", "course", "lesson");

  private static final Messages ENGLISH = Messages.of(Language.EN, LessonException.BUNDLE);

  private static List<Lesson> all(Language language) throws Exception {
    return new LessonLibrary(LESSONS).all(language);
  }

  @TestFactory
  Stream<DynamicTest> itsSolutionsLeadThroughTheLesson() throws Exception {
    return all(Effort.isCampaign() ? Language.FR : Language.EN).stream()
        .map(lesson -> DynamicTest.dynamicTest(lesson.name(), () -> take(lesson)));
  }

  private static void take(Lesson lesson) throws Exception {
    LessonRunner runner = runner(lesson);
    try (LabSession lab = new SimLabFactory().open(LAB)) {
      LessonLab asked = new Asked(lab);
      for (Exercise exercise : lesson.exercises()) {
        runner.prepare(asked);
        runner.predict("?");
        List<String> before = runner.check(asked);
        assertEquals(ENGLISH.get("lesson.not-yet"), before.get(0), exercise.title());
        for (Part.Step step : exercise.solution()) {
          lab.run(step.place(), step.command());
        }
        List<String> answer = runner.check(asked);
        assertEquals(ENGLISH.get("lesson.right"), answer.get(0), String.join("\n", answer));
        runner.next();
      }
    }
    assertTrue(runner.isFinished());
  }

  private static LessonRunner runner(Lesson lesson) {
    return new LessonRunner(lesson, ENGLISH, new Standing(lesson.exercises().size()));
  }

  private record Asked(LabSession lab) implements LessonLab {
    @Override
    public Output ask(Place place, String command) {
      try {
        return lab.run(place, command);
      } catch (LabException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void prepare(Place place, String command) {
      ask(place, command);
    }

    @Override
    public Optional<Decision> decision(Part.Step way, String which) {
      return Optional.empty();
    }
  }

  @Test
  void bothLanguagesHaveTheSameCommandsWithTheSameOutputs() throws Exception {
    List<Lesson> english = all(Language.EN);
    List<Lesson> french = all(Language.FR);
    assertEquals(
        english.stream().map(Lesson::key).toList(), french.stream().map(Lesson::key).toList());
    for (int i = 0; i < english.size(); i++) {
      assertEquals(commands(english.get(i)), commands(french.get(i)));
      assertEquals(shape(english.get(i)), shape(french.get(i)), english.get(i).name());
    }
  }

  private static List<String> commands(Lesson lesson) {
    return lesson.transcript().steps().stream()
        .map(s -> s.place() instanceof Place.Lab ? s.commandSource() : s.source())
        .toList();
  }

  /** How many choices, forms of answers and points there are. */
  private static List<Integer> shape(Lesson lesson) {
    List<Integer> numbers = new ArrayList<>(List.of(lesson.learnt().size()));
    for (Exercise exercise : lesson.exercises()) {
      numbers.add(exercise.question().choices().size());
      numbers.add(exercise.answer().forms().size());
      numbers.add(exercise.checks().size());
    }
    return numbers;
  }

  @Test
  void noStepIsPassedWithoutAPrediction() throws Exception {
    LessonRunner runner = runner(all(Language.EN).get(0));
    LessonLab agrees = answering(new Output("", 0));
    assertEquals(ENGLISH.get("lesson.predict.first"), runner.check(agrees).get(0));
    assertEquals(0, runner.standing().done());
    runner.predict("?");
    runner.check(agrees);
    assertEquals(1, runner.standing().done());
    assertEquals(0, runner.standing().right());
  }

  private static LessonLab answering(Output output) {
    return new LessonLab() {
      @Override
      public Output ask(Place place, String command) {
        return output;
      }

      @Override
      public void prepare(Place place, String command) {
        throw new AssertionError(command);
      }

      @Override
      public Optional<Decision> decision(Part.Step way, String which) {
        return Optional.empty();
      }
    };
  }

  @Test
  void aPacketThatWasAskedAboutIsOneMorePrediction() {
    Mark asked = Mark.NONE.done(Mark.Verdict.RIGHT).decided(Mark.Verdict.WRONG);
    Mark alone = Mark.NONE.done(Mark.Verdict.RIGHT);
    Standing standing = new Standing(List.of(asked, alone), 2);
    assertEquals(2, standing.right());
    assertEquals(3, standing.predictions());
    assertEquals(3, standing.stars());
    assertEquals(1 + 1, new Standing(List.of(asked), 1).stars());
  }

  @Test
  void aCheckThatCannotBeReadIsPassedByNobody() throws Exception {
    LessonRunner runner = runner(all(Language.EN).get(0));
    runner.predict("?");
    String said = runner.check(answering(new Output("what is bogus for?\n", 2))).get(0);
    assertTrue(said.contains("nobody passes it: what is bogus for?"), said);
    assertEquals(0, runner.standing().done());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0, none, aucune | 0      | None         | true",
        "0, none, aucune | 0      | « aucune ».  | true",
        "0, none, aucune | 1      | none         | false",
        "0, none, aucune | 1      | 1            | true",
        "0, zéro         | 0      | zero         | true",
        "0, none         | 0      | 1            | false",
        "0               | 0      | aucune règle | true",
        "0               | 0      | no rules     | true",
        "0               | 2      | deux         | true",
        "0               | 2      | two, I think | true",
        "0               | 2      | 2 interfaces | true",
        "0               | 2      | 2 or 3       | false",
        "0               | 2      | trois        | false",
        "0               | 64     | TTL 64       | true",
        "0               | 80     | le port 80   | true",
        "0               | 80     | 8080         | false",
        "0               | 10.4.0.128    | 10.4.0.128/24              | true",
        "0               | 10.4.0.128    | 10.4.0.129/24              | false",
        "0               | 172.18.0.0/16 | 172.18.0.0/24              | false",
        "0               | 172.17.0.2:80 | 172.17.0.2, on TCP port 80 | true",
        "0               | 172.17.0.2:80 | 172.17.0.2                 | false",
      })
  void aPredictionHasSeveralForms(String forms, String lab, String answer, boolean right)
      throws Exception {
    Lesson lesson =
        lesson(
            GOOD.replace("- UP\n- DOWN\n", "")
                .replace("DOWN\n```\n", "0\n```\n- " + forms + "\n\n"));
    Exercise exercise = lesson.exercises().get(0);
    boolean judged =
        exercise.answer().isRight(exercise.question(), answer, new Output(lab + "\n", 0));
    assertEquals(right, judged);
  }

  @Test
  void aChoiceWithACommaIsOneFormOfTheAnswer() throws Exception {
    Lesson lesson =
        lesson(
            GOOD.replace("- UP\n- DOWN\n", "- yes, it is\n- no, it is not\n")
                .replace("DOWN\n```\n", "DOWN\n```\n- no, it is not, DOWN\n\n"));
    Exercise exercise = lesson.exercises().get(0);
    assertEquals(List.of(List.of("no, it is not", "DOWN")), exercise.answer().forms());
    assertTrue(exercise.answer().isRightAsPrinted(exercise.question(), "no, it is not"));
  }

  @ParameterizedTest
  @CsvSource({"down, true", "b, true", "B), true", "2, true", "UP, false", "a, false", "1, false"})
  void aChoiceIsMeantByItsTextItsLetterOrItsNumber(String answer, boolean right) throws Exception {
    LessonRunner runner = runner(lesson(GOOD));
    runner.predict(answer);
    LessonLab lab = answering(new Output("DOWN\n", 0));
    runner.check(lab);
    assertEquals(right ? 1 : 0, runner.standing().right());
  }

  @ParameterizedTest
  @CsvSource({"yes, a", "it is, a", "refused, b", "Connection refused, b", "it, ", "c, c", "no, "})
  void wordsThatAreInOneChoiceOnlyMeanIt(String words, String letter) throws Exception {
    Question question =
        new Question(
            "?", List.of("yes: it is one machine", "no: `Connection refused`", "no: it waits"));
    Optional<String> meant =
        Optional.ofNullable(letter).map(l -> question.choices().get(l.charAt(0) - 'a'));
    assertEquals(meant, question.meant(words));
  }

  @Test
  void whoGoesOnWithoutAPredictionIsAskedForIt() throws Exception {
    LessonRunner runner = runner(lesson(GOOD));
    assertEquals(ENGLISH.get("lesson.predict.first"), runner.next().get(0));
  }

  @Test
  void aWordThatIsStressedBeginsNoListItem() {
    assertEquals(
        List.of("listens there, `a*b*`. So", "* one"),
        Paragraphs.of("listens\n*there*, `a*b*`. So\n* one"));
  }

  @Test
  void anItemOfAListIsOneLineAndAPictureWhatItShows() {
    assertEquals(
        List.of("- one that goes on", "- a driver", "    code", "[The lab]"),
        Paragraphs.of("- one that\n  goes on\n- a *driver*\n    code\n![The lab](../lab.svg)"));
  }

  @Test
  void ofChoicesOneIsRight() throws Exception {
    for (Lesson lesson : all(Language.EN)) {
      for (Exercise exercise : lesson.exercises()) {
        List<String> choices = exercise.question().choices();
        long right =
            choices.stream()
                .filter(c -> exercise.answer().isRightAsPrinted(exercise.question(), c))
                .count();
        assertEquals(choices.isEmpty() ? 0 : 1, right, lesson.name() + ": " + exercise.title());
      }
    }
  }

  @Test
  void anAnswerThatIsNoneOfTheChoicesIsNotTaken() throws Exception {
    LessonRunner runner = runner(lesson(GOOD));
    assertEquals(ENGLISH.get("lesson.choose", "maybe", "a, b"), runner.predict("maybe").get(0));
    assertEquals(Optional.empty(), runner.standing().marks().get(0).prediction());
  }

  @Test
  void whereSomethingIsBrokenTheFirstAnswerCounts() throws Exception {
    List<Lesson> lessons = all(Language.EN);
    LessonRunner runner = runner(lessons.get(lessons.size() - 1));
    runner.predict("maybe");
    runner.predict("a");
    assertEquals(ENGLISH.get("lesson.answered"), runner.predict("d").get(0));
    assertEquals(Optional.of("a"), runner.standing().marks().get(0).prediction());
  }

  @Test
  void hintsComeInThreeGradesAndTheSolutionIsShownOnly() throws Exception {
    LessonRunner runner = runner(lesson(GOOD));
    assertTrue(runner.hint().get(0).endsWith("one"));
    assertTrue(runner.hint().get(0).endsWith("two"));
    assertTrue(runner.hint().get(0).endsWith("three"));
    assertTrue(runner.hint().get(0).endsWith("three"));
    assertEquals("host$ ip link set docker0 down", runner.solution().get(0));
    assertEquals(3, runner.standing().hints());
    assertEquals(1, runner.standing().shown());
  }

  @Test
  void progressLastsFromOneRunToTheNextWhateverTheLanguage(@TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("state/lessons");
    Lesson english = all(Language.EN).get(0);
    Lesson french = all(Language.FR).get(0);
    Standing standing =
        new Standing(
            List.of(
                new Mark(Optional.of("?"), Mark.Verdict.RIGHT, 0, false, true, Mark.Verdict.OPEN)),
            1);
    assertTrue(Progress.in(Optional.of(new StateFile(file))).note(english, standing));
    assertEquals(
        new Progress.Reached(1, 3), Progress.in(Optional.of(new StateFile(file))).of(french));
    Files.writeString(file, "\u0000garbage\nx y z\n02 many 3\n");
    assertEquals(0, Progress.in(Optional.of(new StateFile(file))).of(french).steps());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "02", "default-bridge", "def", "pont", "02-pont"})
  void aLessonIsFoundByNumberNameAndBeginningInEitherLanguage(String word) throws Exception {
    LessonLibrary library = new LessonLibrary(LESSONS);
    assertEquals("02", library.find(word, Language.EN).orElseThrow().key());
    assertEquals("pont-par-defaut", library.find(word, Language.FR).orElseThrow().name());
  }

  private static final String GOOD =
      "# L\n\n## S\nRead.\n\n### Predict\nWhich?\n- UP\n- DOWN\n\n### Do\nIt.\n\n### Hint\n1. one\n"
          + "2. two\n3. three\n\n### Solution\n```console\nhost$ ip link set docker0 down\n```\n\n"
          + "### Check\n```console\nlab> expect device host docker0 down\n```\n\n### Answer\n"
          + "```console\nhost$ echo DOWN\nDOWN\n```\nWhy.\n\n## Learnt\n- a\n";

  private static Lesson lesson(String text) throws Exception {
    return Lesson.of("x", Transcript.parse("x.md", text));
  }

  @Test
  void theSmallestLessonIsOne() throws Exception {
    assertEquals(1, lesson(GOOD).exercises().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "### Do        | ### Guess        | 11 | unknown heading \"### Guess\"",
        "### Do        | ### Answer       | 14 | \"### Hint\" stands behind \"### Answer\"",
        "### Do@It.    |                  | 3  | the step \"S\" has no heading \"### Do\"",
        "Which?        |                  | 6  | expected: a question",
        "- UP@         |                  | 6  | there are 1",
        "- UP@         | - down@          | 6  | this choice stands there twice: DOWN",
        "2. two@       |                  | 14 | expected: 3 hints, as a list \"1.\" \"2.\" \"3.\";"
            + " there are 2",
        "lab> expect device host docker0 down | host$ true | 26 | expected: lab> expect",
        "docker0 down@```@@### Answer | docker0 down@yes@```@@### Answer | 27 | prints nothing",
        "Why.          |                  | 29 | expected: a paragraph that explains",
        "DOWN@```@Why  | LEFT@```@Why     | 31 | none of the choices",
        "## Learnt@- a |                  | 37 | what was learnt is not said",
        "- a           | nothing          | 36 | expected: a list of what was learnt",
        "Read.         |                  | 3  | says nothing under",
        "# L           | # L@## T         | 2  | the step \"T\" has no heading",
        "Read.         | ```console@host$ true@``` | 5 | stands where none is run",
      })
  void whatIsNoLessonIsToldWithItsLineAndWhatWasExpected(
      String good, String bad, int line, String told) {
    String text = GOOD.replace(lines(good), lines(bad == null ? "" : bad));
    assertTrue(!text.equals(GOOD), good);
    String said = assertThrows(LessonException.class, () -> lesson(text)).getMessage();
    assertTrue(said.startsWith("x.md:" + line + ": "), said);
    assertTrue(said.contains(told), said);
  }

  private static String lines(String text) {
    return text.replace('@', '\n');
  }

  @Test
  void aTranscriptWithoutStepsIsNoLesson() throws Exception {
    Transcript none = Transcript.parse("x.md", "# Title\n");
    assertEquals(
        "x.md:1: no step in this lesson; a step begins with a heading \"## ...\"",
        assertThrows(LessonException.class, () -> Lesson.of("x", none)).getMessage());
  }
}
