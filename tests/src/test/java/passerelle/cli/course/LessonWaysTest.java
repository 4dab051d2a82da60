package passerelle.cli.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import passerelle.cli.expect.Expect;
import passerelle.cli.expect.ExpectException;
import passerelle.cli.expect.Scene;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.TranscriptSession;
import passerelle.effort.Effort;
import passerelle.lessons.Exercise;
import passerelle.lessons.Lesson;
import passerelle.lessons.LessonLibrary;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.ShellWords;

/**
 * Some hundred ways of students through the lessons: the wrong ones are refused, those that lead
 * there pass, whatever was typed.
 */
@Tag("campaign")
class LessonWaysTest {
  private static final Path WAYS = Path.of("src/test/resources/passerelle/lessons/ways.txt");
  private static final Messages MESSAGES = Messages.of(Language.EN, "passerelle/cli/messages");

  /** Those that are short, and have much that may be wrong. */
  private static final Set<Integer> DAILY = Set.of(6);

  private record Way(String step, boolean right, String what, List<Part.Step> deeds) {
    static Way of(String paragraph) throws Exception {
      String[] parts = paragraph.split("\n", 2);
      String[] words = parts[0].split(" ", 3);
      Transcript typed =
          Transcript.parse("ways", "# x\n\n```console\n" + parts[1].strip() + "\n```\n");
      return new Way(
          words[0], words[1].equals("yes"), words.length < 3 ? "" : words[2], typed.steps());
    }
  }

  @TestFactory
  Stream<DynamicTest> whoIsRightPassesAndNobodyElse() throws Exception {
    List<Way> ways = new ArrayList<>();
    for (String paragraph : Files.readString(WAYS).split("\n\n+")) {
      if (!paragraph.startsWith("#")) {
        ways.add(Way.of(paragraph));
      }
    }
    return new LessonLibrary(Path.of("../lessons"))
        .all(Language.EN).stream()
            .filter(lesson -> Effort.tries(DAILY.contains(lesson.number())))
            .map(lesson -> DynamicTest.dynamicTest(lesson.name(), () -> take(lesson, ways)));
  }

  private static void take(Lesson lesson, List<Way> ways) throws Exception {
    List<String> wrong = new ArrayList<>();
    LabRequest request = LessonLint.request(lesson);
    TranscriptSession session =
        new TranscriptSession(SimLab.open(LabSettings.of(request)), request);
    for (int i = 0; i < lesson.exercises().size(); i++) {
      Exercise exercise = lesson.exercises().get(i);
      run(exercise.broken(), session);
      String step = lesson.number() + "." + (i + 1);
      for (Way way : ways.stream().filter(w -> w.step().equals(step)).toList()) {
        Lab lab = session.lab().another(session.lab().recipe().unwatched());
        TranscriptSession student = new TranscriptSession(lab, request);
        run(way.deeds(), student);
        Optional<String> missed = missed(exercise, student.lab());
        if (missed.isEmpty() != way.right()) {
          wrong.add(step + " " + way.what() + ": " + missed.orElse("passes"));
        }
      }
      run(exercise.solution(), session);
      run(List.of(exercise.answer().command()), session);
    }
    session.close();
    assertEquals(List.of(), wrong);
  }

  private static void run(List<Part.Step> steps, TranscriptSession session) throws LabException {
    for (Part.Step step : steps) {
      session.run(step.place(), step.command());
    }
  }

  private static Optional<String> missed(Exercise exercise, Lab lab) throws ExpectException {
    try (lab;
        Scene scene = Scene.ofDisposable(lab, MESSAGES)) {
      for (Part.Step check : exercise.checks()) {
        List<String> words = ShellWords.parse(check.command()).orElseThrow();
        Optional<String> otherwise =
            Expect.otherwise(words.subList(1, words.size()), scene, MESSAGES);
        if (otherwise.isPresent()) {
          return otherwise;
        }
      }
      return Optional.empty();
    }
  }
}
