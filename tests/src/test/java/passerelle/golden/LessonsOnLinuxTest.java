package passerelle.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.cli.real.RealLabFactory;
import passerelle.effort.Effort;
import passerelle.effort.Waits;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.match.Comparison;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.Replayer;
import passerelle.scenarios.replay.TranscriptFiles;

/**
 * Lessons on the kernel of this machine: whoever does what the solutions do passes every check
 * there, too. What else is printed has its own times, ports and process numbers.
 */
@Tag("real")
@Tag("campaign")
@Waits
class LessonsOnLinuxTest {
  private static final Path LESSONS = Path.of("../lessons/en");

  static Stream<Path> lessons() throws Exception {
    List<Path> lessons = everywhere();
    return lessons.stream().filter(lesson -> Effort.tries(lesson.equals(lessons.get(0))));
  }

  private static List<Path> everywhere() throws Exception {
    return TranscriptFiles.find(LESSONS).stream().filter(file -> !isForTheSimulator(file)).toList();
  }

  private static boolean isForTheSimulator(Path file) {
    try {
      return !TranscriptFiles.read(file).frontMatter().kernels().contains(KernelKind.REAL);
    } catch (Exception unreadable) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void whoDoesWhatTheSolutionsDoPassesEveryCheck(Path lesson) throws Exception {
    Transcript transcript = TranscriptFiles.read(lesson);
    LabOptions options =
        new LabOptions(Optional.of(KernelKind.REAL), Optional.empty(), Optional.empty());
    Comparison comparison =
        Comparison.of(
            transcript,
            new Replayer(new RealLabFactory())
                .run(
                    transcript,
                    options.request(lesson, transcript.frontMatter(), KernelKind.REAL)));
    List<String> failed =
        comparison.failures().stream()
            .map(failure -> failure.expected().command())
            .filter(command -> command.startsWith("expect "))
            .toList();
    assertEquals(List.of(), failed, comparison::diff);
  }

  @Test
  void fewLessonsNeedTheSimulator() throws Exception {
    assertTrue(everywhere().size() >= 9, () -> "too few on the real kernel");
  }
}
