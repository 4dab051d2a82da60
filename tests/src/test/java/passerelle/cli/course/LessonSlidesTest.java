package passerelle.cli.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.SimLabFactory;
import passerelle.cli.session.SlideSession;
import passerelle.effort.Effort;
import passerelle.lessons.LessonLibrary;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.Shard;
import passerelle.scenarios.slides.SlidesCommand;
import passerelle.scenarios.slides.SlidesOptions;
import passerelle.text.Language;
import passerelle.text.ReportPrinter;

/** Lessons as authors look at them: as slides, and as a student sees each step. */
@Tag("campaign")
class LessonSlidesTest {
  private static final Path ROOT = Path.of("..");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ReportPrinter printer =
      new ReportPrinter(new PrintStream(out, true, StandardCharsets.UTF_8), OptionalInt.empty());

  @TempDir Path directory;

  /** The French ones have the commands of the English ones. */
  static Stream<Path> lessons() throws Exception {
    return Stream.of("en", "fr")
        .limit(Effort.of(1, 2))
        .flatMap(
            language -> {
              try (Stream<Path> files = Files.list(ROOT.resolve("lessons").resolve(language))) {
                return files
                    .filter(file -> file.getFileName().toString().matches("[0-9]{2}-.*\\.md"))
                    .sorted()
                    .toList()
                    .stream();
              } catch (IOException unreadable) {
                throw new AssertionError(unreadable);
              }
            });
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private int course(boolean remark, String... words) {
    CourseCommand.Marks marks =
        new CourseCommand.Marks(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Shard.of("1/1").orElseThrow(),
            1,
            remark);
    LessonLibrary library = new LessonLibrary(ROOT.resolve("lessons"));
    return new CourseCommand(library, Language.EN, printer, printer).run(List.of(words), marks);
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void theSlidesOfALessonReplay(Path lesson) throws Exception {
    assertEquals(0, course(true, "export", lesson.toString()));
    Path deck = Files.writeString(directory.resolve("deck.md"), said());
    out.reset();
    SlidesCommand slides =
        new SlidesCommand(
            request -> new SlideSession(SimLab.open(LabSettings.of(request)), request),
            new SimLabFactory(),
            ROOT,
            Language.EN,
            Optional.empty(),
            printer,
            printer);
    int status =
        slides.run(
            new SlidesOptions(
                List.of(deck),
                LabOptions.NONE,
                Optional.empty(),
                Optional.empty(),
                Shard.of("1/1").orElseThrow(),
                false,
                false));
    assertEquals(0, status, said());
    assertTrue(said().contains("100 %"), said());
  }

  @Test
  void aPreviewShowsAStepAsAStudentSeesIt() {
    String lesson = ROOT.resolve("lessons/fr/02-pont-par-defaut.md").toString();
    assertEquals(0, course(false, "preview", lesson));
    for (String part :
        List.of(
            "lab> réponse UP",
            "lab> indice",
            "Indice 3 sur 3",
            "Pas encore.",
            "host$ docker create --name web nginx",
            "Vous aviez prédit « UP »",
            "lab> réponse DOWN",
            "c'est juste",
            "Étape 6 sur 6")) {
      assertTrue(said().replace('\u00a0', ' ').contains(part), part + " is not in\n" + said());
    }
  }

  @Test
  void whatIsExportedHasToBeSaid() {
    String lesson = ROOT.resolve("lessons/en/06-none.md").toString();
    assertEquals(2, course(false, "export", lesson));
    assertTrue(said().contains("--remark"), said());
    out.reset();
    assertEquals(2, course(true, "export", ROOT.resolve("README.md").toString()));
    assertTrue(said().contains("README.md"), said());
  }
}
