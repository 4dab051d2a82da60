package passerelle.real.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.PlanException;
import passerelle.kernel.Spaces;
import passerelle.kernel.op.Plan;
import passerelle.sim.SimKernel;

/** A simulated kernel; whatever it is told to do, a real one is told, too, and must agree. */
final class BothKernels implements Kernel {
  final SimKernel sim = new SimKernel(1);
  final RealLabs real = new RealLabs();

  @Override
  public Control control() {
    return this::apply;
  }

  private void apply(Plan plan) throws PlanException {
    Optional<PlanException> simulated = attempt(sim.control(), plan);
    Optional<PlanException> done = attempt(real.control, plan);
    assertEquals(simulated.map(this::words), done.map(this::words));
    if (simulated.isPresent()) {
      throw simulated.get();
    }
  }

  private static Optional<PlanException> attempt(Control control, Plan plan) {
    try {
      control.apply(plan);
      return Optional.empty();
    } catch (PlanException e) {
      return Optional.of(e);
    }
  }

  private String words(PlanException e) {
    return e.operation() + ": " + ((KernelException) e.getCause()).iproute2Line();
  }

  @Override
  public View view() {
    return sim.view();
  }

  @Override
  public Spaces spaces() {
    return sim.spaces();
  }

  @Override
  public Clock clock() {
    return sim.clock();
  }

  @Override
  public Captures captures() {
    return sim.captures();
  }

  @Override
  public void close() {
    real.close();
    sim.close();
  }
}
