package passerelle.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;
import passerelle.image.ImageCatalogue;
import passerelle.kernel.ForwardingKernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.PlanException;
import passerelle.lab.LabMachine;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.netfilter.RuleReference;
import passerelle.sim.SimKernel;

/**
 * A fault of the program, wherever it strikes, is told in one line and leaves nothing half alive:
 * what was begun is taken back, and what is there can be used and removed.
 */
class DefectsTest {
  private static final long SECOND = 1_000_000_000L;

  /** A kernel in which one change of all that are asked for strikes a fault. */
  private static final class Faulty extends ForwardingKernel {
    private final SimKernel kernel;
    private int left = Integer.MAX_VALUE;

    private Faulty(SimKernel kernel) {
      super(kernel);
      this.kernel = kernel;
    }

    @Override
    public Control control() {
      return plan -> {
        if (--left == 0) {
          throw new IllegalStateException("struck");
        }
        kernel.control().apply(plan);
      };
    }
  }

  private final Faulty kernel = new Faulty(new SimKernel(1));
  private final Engine engine = boot();
  private final StringBuilder printed = new StringBuilder();

  private Engine boot() {
    try {
      kernel.kernel.control().apply(LabTopology.plan(LabWorld.RECORDED));
      for (LabMachine machine : LabTopology.of(LabWorld.of("stand-in")).machines()) {
        kernel.kernel.spaces().create(machine.space());
      }
      kernel.clock().advance(3 * SECOND);
      EngineSettings settings = EngineSettings.defaults(EngineProfile.of("28.5").orElseThrow());
      return Engine.boot(kernel, settings, ImageCatalogue.builtIn("stand-in"), 1);
    } catch (PlanException | KernelException | EngineException e) {
      throw new IllegalStateException(e);
    }
  }

  private int docker(String line) {
    DockerIo io =
        new DockerIo() {
          @Override
          public void out(String text) {
            printed.append(text);
          }

          @Override
          public void err(String text) {
            printed.append(text);
          }
        };
    int status = new DockerCommand(engine).run(List.of(line.split(" ")), io);
    kernel.clock().advance(SECOND);
    return status;
  }

  /** The devices and rules of the host. */
  private String host() {
    NetnsSnapshot now = kernel.view().snapshot(LabTopology.HOST);
    String links = now.links().stream().map(LinkView::name).collect(Collectors.joining(" "));
    Stream<String> rules = now.rules().rules().map(RuleReference::line);
    return links + "\n" + rules.collect(Collectors.joining("\n"));
  }

  private void eachContainerIsDeadOrAlive() {
    for (Container container : engine.containers()) {
      boolean process = container.process().filter(p -> p.exitStatus().isEmpty()).isPresent();
      assertEquals(container.isRunning(), process, container.name() + " " + container.status());
      assertEquals(container.isRunning(), container.sandbox().isPresent(), container.name());
    }
  }

  /** Each change that the kernel is asked for by all that is typed, and one more. */
  private static IntStream calls() {
    DefectsTest unharmed = new DefectsTest();
    unharmed.kernel.left = Integer.MAX_VALUE;
    unharmed.typeAll();
    int changes = Integer.MAX_VALUE - unharmed.kernel.left;
    unharmed.kernel.close();
    return IntStream.rangeClosed(1, changes + 1);
  }

  private void typeAll() {
    docker("network create front");
    docker("run -d --name one --network front -p 8080:80 nginx");
    docker("run -d --name two --restart always --network front alpine false");
    docker("network connect bridge one");
    docker("stop one");
    docker("start one");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aContainerThatIsStruckIsNeitherHalfDeadNorHalfAlive(int call) {
    String before = host();
    kernel.left = call;
    typeAll();
    boolean struck = kernel.left <= 0;
    kernel.left = Integer.MAX_VALUE;
    eachContainerIsDeadOrAlive();
    docker("rm -f one two");
    docker("network rm front");
    assertEquals(List.of(), engine.containers());
    if (!struck) {
      assertEquals(before, host());
      assertFalse(printed.toString().contains("defect"), printed::toString);
    }
    assertEquals(0, docker("run -d --name again -p 8080:80 nginx"), printed::toString);
    assertEquals(0, docker("rm -f again"));
    eachContainerIsDeadOrAlive();
    kernel.close();
  }

  @Test
  void aFaultIsToldInOneLine() {
    kernel.left = 1;
    assertEquals(125, docker("run -d --name one nginx"));
    String told = printed.substring(printed.indexOf("docker: "));
    assertTrue(told.startsWith("docker: Error response from daemon: "), told);
    assertTrue(told.contains("Passerelle has a defect here, please report it: "), told);
    assertFalse(told.contains("\tat "), told);
    kernel.close();
  }
}
