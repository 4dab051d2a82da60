package passerelle.cli.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Engines;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.RuleLedger;
import passerelle.cli.lab.WatchedKernel;
import passerelle.engine.EngineException;
import passerelle.engine.EngineSettings;
import passerelle.engine.daemon.Engine;
import passerelle.kernel.KernelException;
import passerelle.kernel.PlanException;
import passerelle.kernel.ProcessOutput;
import passerelle.lab.LabMachine;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.lab.Topology;
import passerelle.real.lab.Enclosure;
import passerelle.real.lab.RealKernel;
import passerelle.real.sys.Netns;
import passerelle.scenarios.replay.LabException;

/**
 * Boots a real lab: machines and cables, then what they serve, then the engine.
 *
 * @param preparation what is typed on the machines before the engine starts
 */
record RealLabBuilder(LabSettings settings, List<Deed> preparation) {
  RealLab build() throws LabException {
    RealKernel kernel = kernel();
    try {
      return boot(kernel);
    } catch (PlanException | KernelException | IOException refused) {
      kernel.close();
      throw new LabException("the lab cannot be built: " + refused.getMessage());
    } catch (EngineException refused) {
      kernel.close();
      throw LabException.quoting(refused);
    }
  }

  private static RealKernel kernel() throws LabException {
    try {
      Path directory = Files.createTempDirectory(Enclosure.directory(), "lab");
      return new RealKernel(directory);
    } catch (IOException | KernelException refused) {
      throw new LabException("the lab cannot be built: " + refused.getMessage());
    }
  }

  private RealLab boot(RealKernel kernel)
      throws PlanException, KernelException, IOException, EngineException {
    LabWorld world = LabWorld.of(settings.images().name());
    kernel.control().apply(LabTopology.plan(world));
    Topology topology = LabTopology.of(world);
    for (LabMachine machine : topology.machines()) {
      boot(kernel, machine);
    }
    RealShells shells = new RealShells(kernel.spaces());
    RuleLedger ledger = new RuleLedger(kernel.view(), () -> namespaces(kernel));
    for (Deed deed : preparation) {
      shells.ofMachine(deed.machine()).run(deed.typed().line(), bytes -> {});
      ledger.settle(Optional.of(deed.typed()));
    }
    WatchedKernel watched = new WatchedKernel(kernel);
    watched.watch(ledger::planned);
    watched.keep();
    Map<String, Engine> engines = new LinkedHashMap<>();
    for (String host : topology.hosts()) {
      EngineSettings options = settings.engine().withHost(host);
      long seed = settings.seed() + engines.size();
      engines.put(host, Engine.boot(watched, options, settings.images(), seed));
    }
    kernel.clock().takeWork();
    ledger.settle(Optional.empty());
    return new RealLab(
        settings,
        kernel,
        new RealLab.Parts(watched, new Engines(engines), ledger, preparation),
        shells);
  }

  static List<String> namespaces(RealKernel kernel) {
    return kernel.namespaces().all().stream().map(Netns::name).toList();
  }

  private static void boot(RealKernel kernel, LabMachine machine) throws KernelException {
    kernel.spaces().create(machine.space());
    machine.files().forEach((path, text) -> kernel.spaces().writeFile(machine.name(), path, text));
    if (!machine.services().isEmpty()) {
      kernel.spaces().startServices(machine.name(), machine.services(), ProcessOutput.none());
    }
  }
}
