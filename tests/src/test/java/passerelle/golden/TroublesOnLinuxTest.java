package passerelle.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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
 * Troubles on the kernel of this machine: why says the same of them there. It makes several labs
 * for each, so every day it is asked of a few.
 */
@Tag("real")
@Tag("campaign")
@Waits
class TroublesOnLinuxTest {
  private static final Path TROUBLES = Path.of("../scenarios/troubles");

  private static final List<String> NAMES =
      List.of(
          "default-bridge-names",
          "name-on-other-network",
          "network-none",
          "isolated-networks",
          "internal-network",
          "published-on-loopback",
          "published-on-another-port",
          "not-published",
          "localhost-in-container",
          "stopped-container",
          "docker-user-drops-answers",
          "forward-rule-drops",
          "forwarding-off",
          "no-masquerade",
          "blackhole-route");

  static Stream<String> troubles() {
    return NAMES.stream().filter(name -> Effort.tries(name.equals(NAMES.get(0))));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void whyExplainsItOnTheRealKernel(String trouble) throws Exception {
    Path file = TROUBLES.resolve(trouble + ".md");
    Transcript transcript = TranscriptFiles.read(file);
    LabOptions options =
        new LabOptions(Optional.of(KernelKind.REAL), Optional.empty(), Optional.empty());
    Comparison comparison =
        Comparison.of(
            transcript,
            new Replayer(new RealLabFactory())
                .run(transcript, options.request(file, transcript.frontMatter(), KernelKind.REAL)));
    assertTrue(comparison.matches(), () -> trouble + "\n" + comparison.diff());
  }
}
