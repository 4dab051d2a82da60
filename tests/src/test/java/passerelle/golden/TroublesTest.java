package passerelle.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import passerelle.effort.Effort;
import passerelle.engine.EngineVersion;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.match.Comparison;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.Replayer;
import passerelle.scenarios.replay.TranscriptFiles;

/**
 * The troubles that people have: the symptom, what why says of it, and that its remedy mends it.
 * Every day each second one under today's engine, in a campaign the others and those under the
 * other engines.
 */
@Tag("campaign")
class TroublesTest {
  private static final Path TROUBLES = Path.of("../scenarios/troubles");

  @TestFactory
  Stream<DynamicContainer> everyTroubleIsExplainedUnderItsEngines() throws Exception {
    List<Path> troubles = TranscriptFiles.find(TROUBLES);
    assertTrue(troubles.size() >= 30, "only " + troubles.size() + " troubles");
    return EngineVersion.labels().stream()
        .map(
            engine ->
                DynamicContainer.dynamicContainer(
                    engine,
                    IntStream.range(0, troubles.size())
                        .filter(i -> Effort.tries(i % 2 == 0 && isTodays(engine)))
                        .mapToObj(i -> test(troubles.get(i), engine))
                        .flatMap(Optional::stream)));
  }

  private static boolean isTodays(String engine) {
    return engine.equals(EngineVersion.DEFAULT.label());
  }

  /** The test of a trouble; empty where its transcript is for another engine. */
  private static Optional<DynamicTest> test(Path trouble, String engine) {
    String name = trouble.getFileName().toString();
    try {
      Transcript transcript = TranscriptFiles.read(trouble);
      boolean concerned =
          transcript.frontMatter().engine().filter(asked -> !asked.equals(engine)).isEmpty();
      return concerned
          ? Optional.of(DynamicTest.dynamicTest(name, () -> replay(trouble, engine)))
          : Optional.empty();
    } catch (Exception unreadable) {
      return Optional.of(
          DynamicTest.dynamicTest(
              name,
              () -> {
                throw unreadable;
              }));
    }
  }

  private static void replay(Path trouble, String engine) throws Exception {
    Transcript transcript = TranscriptFiles.read(trouble);
    LabOptions options =
        new LabOptions(Optional.of(KernelKind.SIM), Optional.of(engine), Optional.empty());
    Comparison comparison =
        Comparison.of(
            transcript,
            new Replayer(Labs.simulated())
                .run(
                    transcript,
                    options.request(trouble, transcript.frontMatter(), KernelKind.SIM)));
    assertTrue(comparison.matches(), () -> trouble + "\n" + comparison.diff());
  }
}
