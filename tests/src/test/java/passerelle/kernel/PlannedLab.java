package passerelle.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import passerelle.contract.Machine;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;
import passerelle.image.ImageCatalogue;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanScript.Chapter;
import passerelle.lab.LabMachine;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.sim.SimKernel;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.ShellSession;

/** A simulated lab and an engine whose plans are written down. */
final class PlannedLab implements AutoCloseable {
  private static final long SEED = 1;
  private static final long SECOND = 1_000_000_000L;

  private final SimKernel kernel = new SimKernel(SEED);
  private final List<Chapter> chapters = new ArrayList<>();
  private Plan chapter = Plan.EMPTY;
  private DockerCommand docker;

  private PlannedLab() {}

  static PlannedLab boot(String engine) throws Exception {
    PlannedLab lab = new PlannedLab();
    lab.build(engine);
    return lab;
  }

  private void build(String version) throws Exception {
    apply(LabTopology.plan(LabWorld.RECORDED));
    endChapter("the lab");
    for (LabMachine machine : LabTopology.of(LabWorld.RECORDED).machines()) {
      kernel.spaces().create(machine.space());
      machine
          .files()
          .forEach((path, text) -> kernel.spaces().writeFile(machine.name(), path, text));
    }
    EngineSettings settings = EngineSettings.defaults(EngineProfile.of(version).orElseThrow());
    ImageCatalogue images = ImageCatalogue.builtIn("stand-in");
    docker = new DockerCommand(Engine.boot(new Writer(), settings, images, SEED));
    endChapter("the engine starts");
  }

  private void apply(Plan plan) throws PlanException {
    kernel.control().apply(plan);
    chapter = chapter.then(plan);
  }

  private void endChapter(String title) {
    chapters.add(new Chapter(title, chapter));
    chapter = Plan.EMPTY;
  }

  /** Runs a docker command, which must not fail. */
  void docker(String line) {
    Io io = new Io();
    List<String> words = List.of(line.split(" "));
    if (docker.run(words.subList(1, words.size()), io) != 0) {
      throw new AssertionError(line + ": " + io.text);
    }
    endChapter(line);
  }

  /** All that was done, in order. */
  List<Chapter> chapters() {
    return List.copyOf(chapters);
  }

  /** Lets link-local addresses become usable. */
  void settle() {
    kernel.clock().advance(3 * SECOND);
  }

  /** The namespaces that are there, in the order in which they were made. */
  List<String> namespaces() {
    return chapters.stream()
        .flatMap(c -> c.plan().steps().stream())
        .map(step -> step.op().netns())
        .distinct()
        .filter(kernel.view()::exists)
        .toList();
  }

  /** What a Debian machine's tools show in a namespace. */
  String look(String netns, List<String> lines) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    String space = "look-" + netns;
    try {
      kernel.spaces().create(Machine.with(space, netns, netns, "debian", Capability.all(), true));
    } catch (KernelException e) {
      throw new AssertionError(e);
    }
    ShellSession shell = new ShellSession(kernel.spaces().session(space, "bash"), Dialect.BASH);
    for (String line : lines) {
      shell.run(
          line,
          bytes -> {
            screen.writeBytes(bytes);
            return true;
          });
    }
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    kernel.close();
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

  /** The kernel for the engine. */
  private final class Writer extends ForwardingKernel {
    private Writer() {
      super(kernel);
    }

    @Override
    public Control control() {
      return PlannedLab.this::apply;
    }
  }
}
