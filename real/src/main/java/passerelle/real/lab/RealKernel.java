package passerelle.real.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.real.capture.PcapCaptures;
import passerelle.real.clock.RealClock;
import passerelle.real.control.RealControl;
import passerelle.real.net.RealServices;
import passerelle.real.read.RealView;
import passerelle.real.space.RealSpaces;
import passerelle.real.sys.Namespaces;
import passerelle.real.sys.Netns;

/**
 * The real Linux kernel behind the port: namespaces of its own for each lab, in the enclosure, so
 * that the machine's network is out of reach.
 */
public final class RealKernel implements Kernel {
  private static final int CHECKS = 30;
  private static final long CHECK_EVERY = 50_000_000L;

  private final Namespaces namespaces = new Namespaces();
  private final RealClock clock = new RealClock();
  private final RealControl control = new RealControl(namespaces);
  private final RealView view;
  private final RealServices services;
  private final RealSpaces spaces;
  private final PcapCaptures captures;

  /**
   * A kernel without namespaces.
   *
   * @param directory where the files of its spaces are kept: empty, in memory, this lab's alone
   * @throws IllegalStateException outside an enclosure
   * @throws KernelException where the machine refuses what a lab needs
   */
  public RealKernel(Path directory) throws KernelException {
    Enclosure.require();
    services = new RealServices(namespaces, clock);
    view = new RealView(namespaces, services::process, clock);
    spaces = new RealSpaces(namespaces, clock, services, directory);
    captures = new PcapCaptures(namespaces, clock, control::onDevice);
  }

  public Namespaces namespaces() {
    return namespaces;
  }

  /** Looks which network namespaces the machines' programs have made and deleted by name since. */
  public void look(List<String> machines) {
    List<Netns> named = new ArrayList<>();
    for (String machine : machines) {
      try {
        named.addAll(spaces.named(machine));
      } catch (KernelException refused) {
        // A machine whose files cannot be looked at has made none.
        continue;
      }
    }
    clock.run(() -> namespaces.adopt(named));
  }

  /** Nothing that listens may keep a namespace alive that the plan deletes. */
  @Override
  public Control control() {
    return plan -> {
      release(plan);
      control.apply(plan);
    };
  }

  private void release(Plan plan) {
    for (PlanStep step : plan.steps()) {
      if (step.op() instanceof KernelOp.DeleteNetns delete) {
        captures.release(delete.netns());
      }
    }
  }

  @Override
  public View view() {
    return view;
  }

  @Override
  public RealSpaces spaces() {
    return spaces;
  }

  @Override
  public RealClock clock() {
    return clock;
  }

  @Override
  public Captures captures() {
    return captures;
  }

  /**
   * Waits until all devices show the state that their carrier gives them, which the kernel tells of
   * up to a second later (net/core/link_watch.c).
   */
  public void settle() {
    for (int i = 0; i < CHECKS && !view.isSettled(); i++) {
      clock.advance(CHECK_EVERY);
    }
  }

  /** Ends all processes and services, and lets go of all namespaces. */
  @Override
  public void close() {
    captures.close();
    spaces.close();
    // From here on nothing happens by itself any more.
    clock.close();
    services.close();
    control.close();
    namespaces.close();
  }
}
