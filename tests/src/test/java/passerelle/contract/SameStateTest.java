package passerelle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.effort.Waits;

/**
 * What Docker's commands leave behind is the same on both kernels, field by field: every day those
 * of today's engine, in a campaign those of the others.
 */
@Tag("real")
@Tag("campaign")
@Waits
class SameStateTest {
  /**
   * What a device says as it comes up, and what a container announces, is heard a moment later, or
   * not, while its bridge port is not forwarding yet.
   */
  private static final List<String> NOISE = List.of("\\w+ fdb . .* permanent=false]");

  private static final int LOOKS = 300;
  private static final long BETWEEN_LOOKS = 100_000_000L;

  private static final List<String> SESSION =
      List.of(
          "network create --subnet 10.20.0.0/24 front",
          "run -d --name web -p 8080:80 nginx",
          "network connect front web",
          "run -d --name plain --network none nginx",
          "run -d --name second --network front --ip 10.20.0.9 nginx",
          "network disconnect bridge web",
          "stop -t 0 web",
          "start web",
          "network create --subnet 10.21.0.0/24 -o com.docker.network.driver.mtu=1000 small",
          "run -d --name tiny --network small nginx",
          "rm -f web plain second tiny",
          "network rm front");

  @ParameterizedTest
  @MethodSource("passerelle.effort.Effort#engines")
  void aDockerHostIsTheSameOnBothKernels(String engine) throws Exception {
    try (DockerHost simulated = new DockerHost(Kernels.simulated(), engine);
        DockerHost real = new DockerHost(Kernels.real(), engine)) {
      assertEquals(List.of(), differences(simulated, real), "after boot");
      for (String line : SESSION) {
        String said = simulated.run(line);
        assertEquals(said, real.run(line), line);
        assertFalse(said.endsWith("]\n"), said);
        assertEquals(List.of(), differences(simulated, real), "after " + line);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("passerelle.effort.Effort#engines")
  void trafficIsRememberedAlike(String engine) throws Exception {
    List<String> commands =
        List.of(
            "laptop curl -s http://192.0.2.10:8080/",
            "host curl -s http://127.0.0.1:8080/",
            "laptop curl -s http://192.0.2.10:8081/",
            "laptop ping -c 1 198.51.100.80",
            "laptop curl -s http://198.51.100.80/");
    try (DockerHost simulated = new DockerHost(Kernels.simulated(), engine);
        DockerHost real = new DockerHost(Kernels.real(), engine)) {
      String run = "run -d --name web -p 8080:80 nginx";
      assertEquals(simulated.run(run), real.run(run));
      for (String command : commands) {
        assertEquals(simulated.type(command), real.type(command), command);
        assertEquals(List.of(), differences(simulated, real), "after " + command);
      }
    }
  }

  /** Once they have settled: what follows from a change comes a moment later on a real kernel. */
  private static List<String> differences(DockerHost simulated, DockerHost real) {
    List<String> left = List.of();
    for (int i = 0; i < LOOKS; i++) {
      real.pass(BETWEEN_LOOKS);
      simulated.catchUp(real);
      left =
          simulated.state().differences(real.state()).stream()
              .filter(line -> NOISE.stream().noneMatch(noise -> line.matches(noise)))
              .toList();
      if (left.isEmpty()) {
        break;
      }
    }
    return left;
  }
}
