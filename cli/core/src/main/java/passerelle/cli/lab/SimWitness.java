package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import passerelle.engine.Engine;
import passerelle.sim.SimKernel;
import passerelle.sim.shell.ShellSession;

/**
 * Looks on in a simulated lab.
 *
 * @param shells of the machines
 * @param attached those that docker has handed terminals over to
 * @param jobShells those of background jobs in containers
 */
record SimWitness(
    SimKernel kernel,
    Engine engine,
    Map<String, ShellSession> shells,
    List<SimAttachedShell> attached,
    JobShells jobShells)
    implements History.Witness {
  @Override
  public long now() {
    return kernel.machine().now();
  }

  @Override
  public BooleanSupplier look() {
    Lasting before = lasting();
    return () -> lasting().differsFrom(before);
  }

  private Lasting lasting() {
    List<ShellSession> known = new ArrayList<>(shells.values());
    known.addAll(jobShells.all());
    attached.forEach(shell -> known.add(shell.session()));
    List<Boolean> ended = attached.stream().map(AttachedShell::isEnded).toList();
    return Lasting.of(kernel, engine, known, ended);
  }

  @Override
  public List<Long> interrupts() {
    return kernel.scheduler().interrupts();
  }
}
