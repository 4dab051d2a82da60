package passerelle.cli.lab;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.cli.daemon.DaemonRefusal;
import passerelle.cli.daemon.DockerApi;
import passerelle.cli.daemon.DockerService;
import passerelle.cli.daemon.HostPrograms;
import passerelle.engine.EngineException;
import passerelle.engine.EngineSettings;
import passerelle.engine.daemon.Engine;
import passerelle.image.Distributions;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.kernel.PlanException;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.op.Plan;
import passerelle.lab.LabDate;
import passerelle.lab.LabMachine;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.lab.Topology;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.SimKernel;
import passerelle.sim.core.EventLoop;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Program;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.ShellSession;

/**
 * Boots a simulated lab: machines and cables, then what they serve, then the engine.
 *
 * @param preparation what is typed on the machines before the engine starts
 */
record SimLabBuilder(LabSettings settings, List<Deed> preparation) {
  /** Long enough for link-local addresses and services to settle before the engine starts. */
  private static final long SETTLING = 3 * EventLoop.SECOND;

  /** Started by the machine's boot, before the first process of the lab. */
  private static final int CONTAINERD_PID = 698;

  /** Those that packages have added; the real kernel's machines have its own. */
  private static final Map<String, String> ACCOUNTS =
      Map.of(
          "/etc/passwd", "tcpdump:x:102:105::/nonexistent:/usr/sbin/nologin\n",
          "/etc/group", "docker:x:996:\ntcpdump:x:105:\n");

  SimLab build() throws LabException {
    return build(plan -> {});
  }

  /**
   * The same.
   *
   * @param watcher is told every plan that an engine carries out
   */
  SimLab build(Consumer<Plan> watcher) throws LabException {
    SimKernel kernel = new SimKernel(settings.seed());
    try {
      return boot(kernel, watcher);
    } catch (PlanException | KernelException bug) {
      kernel.close();
      throw new LabException("the lab cannot be built: " + bug.getMessage());
    } catch (DaemonRefusal refused) {
      kernel.close();
      throw new LabException(refused.getMessage());
    } catch (EngineException refused) {
      kernel.close();
      throw LabException.quoting(refused);
    }
  }

  private SimLab boot(SimKernel kernel, Consumer<Plan> watcher)
      throws PlanException, KernelException, DaemonRefusal, EngineException {
    LabWorld world = LabWorld.of(settings.images().name());
    Topology topology = LabTopology.of(world);
    kernel.control().apply(LabTopology.plan(world));
    Map<String, DockerProgram> clients = new LinkedHashMap<>();
    for (LabMachine machine : topology.machines()) {
      Map<String, Program> programs = new LinkedHashMap<>();
      if (machine.runsEngine()) {
        DockerProgram docker = new DockerProgram();
        clients.put(machine.name(), docker);
        programs.putAll(HostPrograms.of(docker::service));
        programs.put("docker", docker);
        programs.put("docker-compose", docker.compose());
      }
      boot(kernel, machine, programs);
    }
    for (String host : topology.hosts()) {
      DockerService.prepare(kernel.spaces(), host);
      daemon(kernel, host, List.of("/sbin/init"), 1);
      daemon(kernel, host, List.of("/usr/bin/containerd"), CONTAINERD_PID);
    }
    kernel.clock().advance(SETTLING);
    RuleLedger ledger = new RuleLedger(kernel.view(), () -> namespaces(kernel));
    Map<String, ShellSession> shells = prepare(kernel, ledger);
    WatchedKernel watched = new WatchedKernel(kernel);
    watched.watch(ledger::planned);
    watched.watch(watcher);
    Map<String, Engine> engines = new LinkedHashMap<>();
    Map<String, DockerService> services = new LinkedHashMap<>();
    for (String host : topology.hosts()) {
      EngineSettings options = settings.engine().withHost(host);
      EngineSettings all = DockerService.atBoot(options, kernel.spaces());
      long seed = settings.seed() + engines.size();
      Engine engine = Engine.boot(watched, all, settings.images(), seed);
      engines.put(host, engine);
      services.put(host, service(kernel, watched, engine, options));
    }
    BaseLab.Parts parts = new BaseLab.Parts(watched, new Engines(engines), ledger, preparation);
    SimLab lab = new SimLab(settings, kernel, parts, shells);
    ledger.settle(Optional.empty());
    engines.forEach(
        (host, engine) -> {
          clients.get(host).setEngine(engine, services.get(host));
          listen(kernel, host, engine);
        });
    return lab;
  }

  private static DockerService service(
      SimKernel kernel, WatchedKernel watched, Engine engine, EngineSettings options) {
    return new DockerService(
        watched,
        engine,
        options,
        (command, number, signals) ->
            kernel.spaces().launch(options.host(), command, number, signals));
  }

  /** The engine's API on its sockets. */
  private static void listen(SimKernel kernel, String host, Engine engine) {
    DockerApi api = new DockerApi(engine, () -> LabDate.at(kernel.clock().now()));
    for (String socket : List.of("/var/run/docker.sock", "/run/docker.sock")) {
      kernel.spaces().place(host).listen(socket, api::answer);
    }
  }

  static List<String> namespaces(SimKernel kernel) {
    return kernel.namespaces().all().stream().map(Netns::name).toList();
  }

  private Map<String, ShellSession> prepare(SimKernel kernel, RuleLedger ledger) {
    Map<String, ShellSession> shells = new LinkedHashMap<>();
    for (Deed deed : preparation) {
      shells
          .computeIfAbsent(
              deed.machine(),
              name -> new ShellSession(kernel.spaces().session(name, "bash"), Dialect.BASH))
          .run(deed.typed().line(), bytes -> true);
      ledger.settle(Optional.of(deed.typed()));
    }
    return shells;
  }

  private static final String DISTRIBUTION = "debian-13";

  private static void daemon(SimKernel kernel, String host, List<String> command, int number) {
    kernel.spaces().daemon(host, command).numbered(number).start();
  }

  private void boot(SimKernel kernel, LabMachine machine, Map<String, Program> programs)
      throws KernelException {
    kernel.spaces().create(machine.space(), programs);
    machine.files().forEach((path, text) -> kernel.spaces().writeFile(machine.name(), path, text));
    Map<String, String> files = new HashMap<>(Distributions.files(DISTRIBUTION));
    ACCOUNTS.forEach((path, text) -> files.merge(path, text, String::concat));
    files.forEach((path, text) -> kernel.spaces().writeFile(machine.name(), path, text));
    if (machine.runsEngine()) {
      EnginePackages.files(settings.engine().profile().versions())
          .forEach((path, text) -> kernel.spaces().writeFile(machine.name(), path, text));
    }
    Optional<FileTree> root = kernel.spaces().files(machine.name());
    if (root.isPresent()) {
      for (String directory : Distributions.directories(DISTRIBUTION)) {
        root.get().makeDirectories(directory);
      }
    }
    if (!machine.services().isEmpty()) {
      kernel.spaces().startServices(machine.name(), machine.services(), ProcessOutput.none());
    }
  }
}
