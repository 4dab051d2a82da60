package passerelle.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.userland.tool.KernelModules;
import passerelle.sim.userland.tool.StaticSettings;

/**
 * Carries plans out. Each operation says how it is taken back, so that a plan that fails leaves no
 * trace.
 */
final class SimControl implements Kernel.Control {
  private final Namespaces namespaces;
  private final StaticSettings settings;
  private final KernelModules modules;
  private final LinkControl links;

  SimControl(Namespaces namespaces, StaticSettings settings, KernelModules modules) {
    this.namespaces = namespaces;
    this.settings = settings;
    this.modules = modules;
    links = new LinkControl(namespaces);
  }

  @Override
  public void apply(Plan plan) throws PlanException {
    Deque<Undo> done = new ArrayDeque<>();
    for (PlanStep step : plan.steps()) {
      try {
        done.push(apply(step.op()));
      } catch (KernelException failure) {
        takeBack(done);
        throw new PlanException(step.op(), failure);
      } catch (RuntimeException bug) {
        takeBack(done);
        throw bug;
      }
    }
  }

  private static void takeBack(Deque<Undo> done) {
    for (Undo undo : done) {
      try {
        undo.run();
      } catch (KernelException lost) {
        throw new IllegalStateException("cannot take a plan back: " + lost.getMessage(), lost);
      }
    }
  }

  private Undo apply(KernelOp op) throws KernelException {
    if (op instanceof KernelOp.AddNetns) {
      namespaces.add(op.netns());
      return () -> namespaces.delete(op.netns());
    }
    Netns netns = namespaces.find(op.netns()).orElseThrow(() -> new KernelException(Errno.ENOENT));
    if (op instanceof KernelOp.DeleteNetns) {
      namespaces.delete(op.netns());
      return Undo.NOTHING;
    }
    Optional<Undo> undo = links.apply(netns, op);
    if (undo.isEmpty()) {
      undo =
          op instanceof KernelOp.SetSysctl set
              ? Optional.of(setSysctl(netns, set))
              : IpControl.apply(netns, op);
    }
    return undo.isPresent() ? undo.get() : FirewallControl.apply(netns, op);
  }

  private Undo setSysctl(Netns netns, KernelOp.SetSysctl set) throws KernelException {
    String before =
        settings.read(netns, set.key()).orElseThrow(() -> new KernelException(Errno.ENOENT));
    if (!settings.write(netns, set.key(), set.value())) {
      throw new KernelException(Errno.EINVAL);
    }
    if (set.key().equals(KernelModules.BRIDGE_FILTER_SETTING)) {
      modules.setLoaded(KernelModules.BRIDGE_FILTER, !set.value().equals("0"));
    }
    return () -> settings.write(netns, set.key(), before);
  }
}
