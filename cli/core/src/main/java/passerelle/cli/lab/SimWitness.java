package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import passerelle.cli.terminal.Windows;
import passerelle.sim.SimKernel;
import passerelle.sim.shell.ShellSession;
import passerelle.sim.tty.Prompt;

/**
 * Looks on in a simulated lab.
 *
 * @param ledger notes whose the rules are
 * @param shells of the machines
 * @param windows those at which people sit
 * @param jobShells those of background jobs in containers
 */
record SimWitness(
    SimKernel kernel,
    Engines engines,
    RuleLedger ledger,
    MachineShells shells,
    Windows windows,
    JobShells jobShells)
    implements History.Witness {
  @Override
  public long now() {
    return kernel.machine().now();
  }

  @Override
  public BooleanSupplier look(Deed.Typed typed, OptionalInt window) {
    Lasting before = lasting(window);
    return () ->
        (runs(window) ? lasting(window).asking(before) : lasting(window)).differsFrom(before);
  }

  /** Whether a program has a window, so that no shell asks there. */
  private boolean runs(OptionalInt window) {
    return window.isPresent() && windows.all().get(window.getAsInt()).prompt().isEmpty();
  }

  @Override
  public void attribute(Optional<Deed.Typed> doing) {
    ledger.settle(doing);
  }

  /** What lasts of the lab now. */
  Lasting lasting() {
    return Lasting.of(kernel, engines, shellsWithoutWindows(), windows.prompts());
  }

  private Lasting lasting(OptionalInt window) {
    List<Prompt> prompts =
        window.isPresent()
            ? windows.all().get(window.getAsInt()).prompt().stream().toList()
            : List.of();
    return Lasting.of(kernel, engines, shellsWithoutWindows(), prompts);
  }

  private List<ShellSession> shellsWithoutWindows() {
    List<ShellSession> known = new ArrayList<>(shells.all());
    known.addAll(jobShells.all());
    return known;
  }

  @Override
  public void interruptAfter(long nanos) {
    kernel.clock().after(nanos, kernel.scheduler()::requestInterrupt);
  }

  @Override
  public List<Long> interrupts() {
    return kernel.scheduler().interrupts();
  }
}
