package passerelle.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import passerelle.kernel.Errno;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.IpOp;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.LinkOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.userland.tool.KernelModules;
import passerelle.sim.userland.tool.StaticSettings;

/**
 * Carries plans out. Each operation says how it is taken back, so that a plan that fails leaves no
 * trace.
 */
record SimControl(Namespaces namespaces, StaticSettings settings, KernelModules modules)
    implements Kernel.Control, KernelOp.Visitor<Undo, KernelException> {
  @Override
  public void apply(Plan plan) throws PlanException {
    Deque<Undo> done = new ArrayDeque<>();
    for (PlanStep step : plan.steps()) {
      try {
        done.push(step.op().accept(this));
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

  private Netns netns(KernelOp op) throws KernelException {
    return namespaces.find(op.netns()).orElseThrow(() -> new KernelException(Errno.ENOENT));
  }

  @Override
  public Undo addNetns(KernelOp.AddNetns op) throws KernelException {
    namespaces.add(op.netns());
    return () -> namespaces.delete(op.netns());
  }

  @Override
  public Undo deleteNetns(KernelOp.DeleteNetns op) throws KernelException {
    namespaces.delete(netns(op).name());
    return Undo.NOTHING;
  }

  @Override
  public Undo link(LinkOp op) throws KernelException {
    return op.accept(new LinkControl(netns(op)));
  }

  @Override
  public Undo ip(IpOp op) throws KernelException {
    return op.accept(new IpControl(netns(op)));
  }

  @Override
  public Undo chain(ChainOp op) throws KernelException {
    return FirewallControl.apply(netns(op), op);
  }

  @Override
  public Undo announceAddress(KernelOp.AnnounceAddress op) throws KernelException {
    Netns netns = netns(op);
    Device device = LinkControl.device(netns, op.device());
    netns.ip().arp().announce(device, op.address());
    return Undo.NOTHING;
  }

  @Override
  public Undo forgetConnections(KernelOp.ForgetConnections op) throws KernelException {
    netns(op)
        .netfilter()
        .conntrack()
        .remove(c -> c.original().view().fits(op.which(), c.reply().view()));
    return Undo.NOTHING;
  }

  @Override
  public Undo setSysctl(KernelOp.SetSysctl set) throws KernelException {
    Netns netns = netns(set);
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
