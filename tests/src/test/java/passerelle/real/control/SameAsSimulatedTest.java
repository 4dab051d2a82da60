package passerelle.real.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.effort.Waits;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;
import passerelle.image.ImageCatalogue;
import passerelle.kernel.KernelException;
import passerelle.kernel.PlanException;
import passerelle.kernel.Spaces;
import passerelle.lab.LabMachine;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.real.sys.Netns;

/**
 * What an engine asks of a kernel has the same outcome on both: names and indexes of devices,
 * masters, MTUs, addresses, rules, in one kernel that both see. A day leaves it to {@code
 * SameStateTest}, which compares more after fewer commands.
 */
@Tag("real")
@Tag("only-campaign")
@Waits
class SameAsSimulatedTest {
  private static final List<String> COMMANDS =
      List.of(
          "run -d --name ca -p 8080:80 nginx",
          "run -d --name cb -P nginx",
          "network create --opt com.docker.network.driver.mtu=1400 net1",
          "network create --internal net2",
          "run -d --name cc --network net1 -p 127.0.0.1:9000:80 nginx",
          "network connect net2 ca",
          "network connect net1 cb",
          "rm -f ca",
          "run -d --name cd nginx",
          "network disconnect bridge cb",
          "network connect bridge cb",
          "restart -t 0 cc",
          "rm -f cb cc cd",
          "network rm net1 net2",
          "run -d --name ce nginx");

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void theEngineLeavesBothKernelsAlike(String version)
      throws PlanException, KernelException, EngineException {
    try (BothKernels kernels = new BothKernels()) {
      kernels.control().apply(LabTopology.plan(LabWorld.RECORDED));
      Spaces spaces = kernels.spaces();
      for (LabMachine machine : LabTopology.of(LabWorld.RECORDED).machines()) {
        spaces.create(machine.space());
        machine.files().forEach((path, text) -> spaces.writeFile(machine.name(), path, text));
      }
      EngineSettings settings = EngineSettings.defaults(EngineProfile.of(version).orElseThrow());
      Engine engine = Engine.boot(kernels, settings, ImageCatalogue.builtIn("stand-in"), 1);
      DockerCommand docker = new DockerCommand(engine);
      assertAlike(kernels, "boot");
      for (String command : COMMANDS) {
        Io io = new Io();
        assertEquals(0, docker.run(List.of(command.split(" ")), io), () -> command + io.text);
        assertAlike(kernels, command);
      }
    }
  }

  private static void assertAlike(BothKernels kernels, String after) {
    List<String> names = kernels.real.namespaces.all().stream().map(Netns::name).toList();
    for (String netns : names) {
      assertEquals(
          Shown.simulated(kernels.sim, netns),
          Shown.real(kernels.real, netns),
          () -> netns + " after " + after);
    }
    List<String> simulated = new ArrayList<>();
    kernels.sim.namespaces().all().forEach(n -> simulated.add(n.name()));
    assertEquals(simulated, names);
  }

  private static final class Io implements DockerIo {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void out(String more) {
      text.append(more);
    }

    @Override
    public void err(String more) {
      text.append(more);
    }
  }
}
