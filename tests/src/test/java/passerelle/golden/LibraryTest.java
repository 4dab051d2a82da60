package passerelle.golden;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import passerelle.effort.Effort;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.match.Comparison;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.Replayer;
import passerelle.scenarios.replay.TranscriptFiles;

/** The scenario library, the lessons and the READMEs are transcripts, and true. */
@Tag("campaign")
class LibraryTest {
  private static final Path ROOT = Path.of("..");

  @TestFactory
  Stream<DynamicTest> everyScenarioLessonAndReadmeReplays() throws Exception {
    List<Path> transcripts = transcripts();
    assertFalse(transcripts.isEmpty(), "no transcripts found");
    return transcripts.stream()
        .map(t -> DynamicTest.dynamicTest(ROOT.relativize(t).toString(), () -> replay(t)));
  }

  private static List<Path> transcripts() throws IOException, TranscriptException {
    List<Path> found = new ArrayList<>();
    // The French lessons have the commands and outputs of the English ones, which LessonsTest
    // checks.
    List<String> places =
        Effort.isCampaign()
            ? List.of("lessons/fr")
            : List.of("scenarios/library", "scenarios/kernel", "scenarios/engine", "lessons/en");
    for (String place : places) {
      if (Files.isDirectory(ROOT.resolve(place))) {
        found.addAll(TranscriptFiles.find(ROOT.resolve(place)));
      }
    }
    try (Stream<Path> files = Files.find(ROOT, 2, (f, a) -> isReadme(f))) {
      for (Path readme : files.sorted().toList()) {
        if (Transcript.looksLikeOne(Files.readString(readme))) {
          found.add(readme);
        }
      }
    }
    return found;
  }

  private static boolean isReadme(Path file) {
    return file.getFileName().toString().matches("README(\\.[a-z]+)?\\.md");
  }

  private static void replay(Path file) throws Exception {
    Transcript transcript = TranscriptFiles.read(file);
    FrontMatter asked = transcript.frontMatter();
    assumeTrue(asked.kernels().contains(KernelKind.SIM), "for the real kernel only");
    LabRequest request = LabOptions.NONE.request(file, asked, KernelKind.SIM);
    Comparison comparison =
        Comparison.of(transcript, new Replayer(Labs.simulated()).run(transcript, request));
    assertTrue(comparison.matches(), () -> file + "\n" + comparison.diff());
  }
}
