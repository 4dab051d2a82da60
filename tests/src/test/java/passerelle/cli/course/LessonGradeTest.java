package passerelle.cli.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.LessonSeat;
import passerelle.cli.session.Lessons;
import passerelle.cli.session.Session;
import passerelle.effort.Effort;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.Outputs;
import passerelle.files.OwnFiles;
import passerelle.lessons.Lesson;
import passerelle.lessons.LessonException;
import passerelle.lessons.LessonLibrary;
import passerelle.lessons.Mark;
import passerelle.lessons.Variation;
import passerelle.scenarios.format.Transcript;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** What a student hands in is done again and marked; what it says of itself does not count. */
@Tag("campaign")
class LessonGradeTest {
  private static final LessonLibrary LIBRARY = new LessonLibrary(Path.of("../lessons"));
  private static final LessonGrade GRADE = new LessonGrade(LIBRARY, Language.EN);

  @TempDir private Path directory;

  private String handedIn(String student, String... lines) throws Exception {
    return handedIn("2", student, List.of(lines));
  }

  private String handedIn(String lesson, String student, List<String> lines) throws Exception {
    EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
    SimLab lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
    Session session = new Session(Session.commands(lab, Language.EN, new OwnFiles()));
    Lessons lessons =
        new Lessons(Path.of("../lessons"), Optional.empty(), Outputs.inMemory(), name -> false);
    lessons.takeAs(student);
    session.add(lessons);
    run(session, "lesson " + lesson);
    for (String line : lines) {
      run(session, line);
    }
    Path file = directory.resolve("mine.md");
    run(session, "lesson hand-in " + file + " --force");
    session.lab().close();
    return Files.readString(file);
  }

  private static String run(Session session, String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    session.run(line, new Terminal(80, screen::writeBytes));
    return screen.toString(StandardCharsets.UTF_8);
  }

  private static LessonGrade.Marked marked(String text) throws Exception {
    return GRADE.of(Transcript.parse("mine.md", text));
  }

  @Test
  void aWholeLessonIsMarkedByWhatItsLabsWere() throws Exception {
    String[] step = {"hint", "solution run", "check", "next"};
    String text =
        handedIn(
            "",
            "answer DOWN",
            step[0],
            step[1],
            step[2],
            step[3],
            "answer 172.17.0.2",
            step[1],
            step[2],
            step[3],
            "answer ?",
            step[1],
            step[2],
            step[3],
            "answer ?",
            step[1],
            step[2],
            step[3],
            "answer b",
            step[1],
            step[2],
            step[3],
            "answer 0",
            step[1],
            step[2],
            step[3]);
    LessonGrade.Marked marked = marked(text);
    assertEquals(6, marked.done());
    assertEquals(3, marked.right());
    assertEquals(1, marked.steps().get(0).mark().hints());
    assertEquals(Mark.Verdict.WRONG, marked.steps().get(4).mark().verdict());
  }

  @Test
  void anAnswerThatIsTracedIsMarked() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i < 5; i++) {
      lines.addAll(List.of("answer ?", "solution run", "check", "next"));
    }
    lines.addAll(List.of("answer b", "solution run", "check"));
    LessonGrade.Marked marked = marked(handedIn("7", "", lines));
    assertEquals(Mark.Verdict.RIGHT, marked.steps().get(4).mark().verdict());
  }

  @Test
  void thePortAtWhichAServerListensIsTheSameForEachStudent() throws Exception {
    for (String lesson : List.of("08", "10")) {
      Lesson varied =
          Variation.of(
              LIBRARY.inLanguage(lesson, Language.EN).orElseThrow(), "anna", LessonSeat::isTaken);
      assertTrue(varied.transcript().source().contains(":6379"), lesson);
    }
  }

  @Test
  void whatTheFileSaysOfItselfDoesNotCount() throws Exception {
    String text = handedIn("", "answer UP", "docker run -d --name web nginx", "check");
    String claimed =
        text.replace("- done: no", "- done: yes").replace("- verdict: OPEN", "- verdict: RIGHT");
    assertNotEquals(text, claimed);
    LessonGrade.Marked marked = marked(claimed);
    assertEquals(0, marked.done());
    assertEquals(0, marked.right());
    assertTrue(
        marked.steps().get(0).missed().contains("Expected: container web stopped"),
        marked.steps().get(0).missed());
  }

  @Test
  void aQuestionThatMendsTheLabPassesNobody() throws Exception {
    Path lessons = Files.createDirectories(directory.resolve("lessons/en"));
    Files.writeString(
        lessons.resolve("77-mended.md"),
        LessonTemplate.in(Language.EN)
            .replaceFirst(
                "(?s)(### Solution\n```console\n).*?(\n```)", "$1host\\$ ip netns add a$2")
            .replaceFirst("(?s)(### Check\n```console\n).*?(\n```)", "$1lab> expect netns a$2")
            .replaceFirst(
                "(?s)(### Answer\n```console\n).*?(\n```)",
                "$1host\\$ ip netns add a 2>&1; ip netns list$2"));
    String text =
        """
        ---
        engine: "29.1"
        kernel: sim
        images: "course"
        seed: 1
        terminal: lines
        ---

        - lesson: 77
        - student:
        - at: 1

        ## 1
        - prediction: a
        - verdict: RIGHT
        - hints: 0
        - solution: no
        - done: yes

        ```console
        host$ ip netns add b
        ```
        """;
    LessonGrade grade =
        new LessonGrade(new LessonLibrary(directory.resolve("lessons")), Language.EN);
    LessonGrade.Marked marked = grade.of(Transcript.parse("mine.md", text));
    assertEquals(0, marked.done());
    assertTrue(marked.steps().get(0).missed().contains("Expected: namespace a"));
  }

  @Test
  void noStepIsDoneWithoutAPrediction() throws Exception {
    String text = handedIn("", "docker create --name web nginx", "check");
    assertEquals("First your prediction.", marked(text).steps().get(0).missed());
  }

  @Test
  void aStudentHasALessonOfOnesOwnAndIsMarkedByIt() throws Exception {
    String mine = handedIn("marie", "answer b", "solution run", "check");
    assertTrue(mine.contains("- student: marie"), mine);
    assertFalse(mine.contains("--name web nginx"), mine);
    assertEquals(1, marked(mine).done());
    String copied = mine.replace("- student: marie", "- student: paul");
    assertEquals(0, marked(copied).done());
  }

  static Stream<String> students() {
    return Stream.of("José-María", "`$(id)`", "marie", "paul", "../../etc", "=1+1")
        .limit(Effort.of(2, 6));
  }

  @ParameterizedTest
  @MethodSource("students")
  void eachStudentsLessonIsPassedByItsOwnSolution(String student) throws Exception {
    Lesson lesson =
        Variation.of(LIBRARY.find("2", Language.EN).orElseThrow(), student, LessonSeat::isTaken);
    String source = lesson.transcript().source();
    assertFalse(source.contains(" -p 8080:80 "), source);
    assertTrue(source.contains("nginx"), source);
    Lesson again =
        Variation.of(LIBRARY.find("2", Language.EN).orElseThrow(), student, LessonSeat::isTaken);
    assertEquals(source, again.transcript().source());
    Path file = directory.resolve("own.md");
    Files.writeString(file, source);
    List<String> findings =
        LessonLint.of(file, Language.EN).stream()
            .filter(finding -> !finding.contains("prints something else"))
            .toList();
    assertEquals(List.of(), findings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "- lesson: 77\n\n## 1\n",
        "- lesson: 02\n\n## 2\n",
        "- lesson: 02\n\n## 1\n- hints: many\n",
        "```console\nhost$ true\n```\n- lesson: 02\n",
      })
  void whatIsNoSessionIsToldAndNeverPassed(String text) {
    assertThrows(LessonException.class, () -> marked(text));
  }

  @Test
  void aSpreadsheetIsGivenNoFormula() {
    GradeReport.Graded evil =
        new GradeReport.Graded("=cmd|'/c calc'!A0,\"x\"", Optional.empty(), "<b>&");
    GradeReport report = new GradeReport(List.of(evil));
    assertTrue(report.csv().contains("\"'=cmd|'/c calc'!A0,\"\"x\"\"\""), report.csv());
    assertTrue(report.junit().contains("message=\"&lt;b&gt;&amp;\""), report.junit());
  }

  @Test
  void anAuthorsNewLessonPassesItsLint() throws Exception {
    for (Language language : Language.values()) {
      Path file = directory.resolve("new.md");
      Files.writeString(file, LessonTemplate.in(language));
      assertEquals(List.of(), LessonLint.of(file, language));
    }
  }
}
