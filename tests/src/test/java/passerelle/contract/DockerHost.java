package passerelle.contract;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;
import passerelle.image.ImageCatalogue;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.PlanException;
import passerelle.kernel.ProcessOutput;
import passerelle.lab.LabMachine;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.network.Sandbox;

/** The whole lab on a kernel: machines, cables, services, and the engine with its command. */
final class DockerHost implements AutoCloseable {
  private static final long SETTLING = 1_500_000_000L;

  private final Kernel kernel;
  private final Engine engine;
  private final DockerCommand docker;

  DockerHost(Kernel bare, String profile) throws PlanException, KernelException, EngineException {
    kernel = new FixedMacs(bare);
    kernel.control().apply(LabTopology.plan(LabWorld.RECORDED));
    for (LabMachine machine : LabTopology.of(LabWorld.RECORDED).machines()) {
      kernel.spaces().create(machine.space());
      machine
          .files()
          .forEach((path, text) -> kernel.spaces().writeFile(machine.name(), path, text));
      if (!machine.services().isEmpty()) {
        kernel.spaces().startServices(machine.name(), machine.services(), ProcessOutput.none());
      }
    }
    kernel.clock().advance(SETTLING);
    EngineSettings settings = EngineSettings.defaults(EngineProfile.of(profile).orElseThrow());
    engine = Engine.boot(kernel, settings, ImageCatalogue.builtIn("stand-in"), 1);
    docker = new DockerCommand(engine);
  }

  /** What a command prints, standard output and error together, and {@code [N]} if it fails. */
  String run(String line) {
    StringBuilder text = new StringBuilder();
    DockerIo io =
        new DockerIo() {
          @Override
          public void out(String more) {
            text.append(more);
          }

          @Override
          public void err(String more) {
            text.append(more);
          }
        };
    int status = docker.run(List.of(line.split(" ")), io);
    return text + (status == 0 ? "" : "[" + status + "]\n");
  }

  /**
   * Exit status of a command on a machine.
   *
   * @param line the machine, then the command
   */
  int type(String line) throws KernelException {
    List<String> words = List.of(line.split(" "));
    Map<String, String> environment = Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    List<String> argv = words.subList(1, words.size());
    KernelProcess process =
        kernel
            .spaces()
            .start(
                RootProcess.of(words.get(0), argv, environment, false, 80), ProcessOutput.none());
    process.endInput();
    kernel.clock().advanceUntil(() -> process.exitStatus().isPresent(), 80 * SETTLING);
    return process.exitStatus().orElseThrow();
  }

  /** Lets nanoseconds pass. */
  void pass(long nanos) {
    kernel.clock().advance(nanos);
  }

  /** Lets as much time pass as has passed on another kernel. */
  void catchUp(DockerHost other) {
    kernel.clock().advance(Math.max(0, other.kernel.clock().now() - kernel.clock().now()));
  }

  /** The state of the machines and of the containers' sandboxes. */
  State state() {
    return State.of(kernel, namespaces());
  }

  private String[] namespaces() {
    return Stream.concat(
            LabTopology.MACHINES.stream(),
            engine.containers().stream().flatMap(c -> c.sandbox().stream()).map(Sandbox::netns))
        .distinct()
        .toArray(String[]::new);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
