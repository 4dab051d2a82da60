package passerelle.real.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.IpOp;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.real.sys.Namespaces;

/**
 * Carries plans out on the real kernel, in the namespaces of one lab and nowhere else. How each
 * operation is taken back is worked out before it is done, so that a plan that fails leaves no
 * trace. To be used by one thread at a time.
 */
public final class RealControl
    implements Kernel.Control, KernelOp.Visitor<Action, KernelException>, AutoCloseable {
  private static final String LOOPBACK = "lo";

  private final Places places;
  private final Baseline baseline = new Baseline();
  private final Undos undos;
  private final List<Consumer<CapturedDevice>> listeners = new CopyOnWriteArrayList<>();

  /** Works in these namespaces. */
  public RealControl(Namespaces namespaces) {
    places = new Places(namespaces);
    undos = new Undos(places, this::carryOut);
  }

  /**
   * Tells of every device that is made, moved or set up from now on (of a veth pair both ends;
   * {@code lo} of a new namespace), before anything else is done to it.
   *
   * @return stops it
   */
  public Runnable onDevice(Consumer<CapturedDevice> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void apply(Plan plan) throws PlanException {
    List<KernelOp> ops = plan.steps().stream().map(PlanStep::op).toList();
    Deque<Action> done = new ArrayDeque<>();
    try {
      for (int start = 0, end; start < ops.size(); start = end) {
        end = start + 1;
        while (end < ops.size() && RuleControl.together(ops.get(start), ops.get(end))) {
          end++;
        }
        apply(ops.subList(start, end), end == ops.size(), done);
      }
    } catch (PlanException failure) {
      takeBack(done);
      throw failure;
    }
  }

  /** Rules are refused as a whole; then each by itself, to see which it was. */
  private void apply(List<KernelOp> ops, boolean last, Deque<Action> done) throws PlanException {
    try {
      Action undo = last ? Action.NOTHING : undos.of(ops);
      carryOut(ops);
      done.push(undo);
    } catch (KernelException refused) {
      if (ops.size() == 1) {
        throw new PlanException(ops.get(0), refused);
      }
      for (KernelOp op : ops) {
        apply(List.of(op), false, done);
      }
    }
  }

  private static void takeBack(Deque<Action> done) {
    for (Action undo : done) {
      try {
        undo.run();
      } catch (KernelException lost) {
        throw new IllegalStateException("cannot take a plan back: " + lost.getMessage(), lost);
      }
    }
  }

  private void carryOut(List<KernelOp> ops) throws KernelException {
    if (ops.size() == 1) {
      ops.get(0).accept(this).run();
      tell(ops.get(0));
    } else {
      RuleControl.apply(place(ops.get(0)), ofChains(ops));
    }
  }

  static List<ChainOp> ofChains(List<KernelOp> ops) {
    return ops.stream().map(ChainOp.class::cast).toList();
  }

  private Place place(KernelOp op) throws KernelException {
    return places.get(op.netns());
  }

  @Override
  public Action addNetns(KernelOp.AddNetns op) {
    return () -> addNetns(op.netns());
  }

  @Override
  public Action deleteNetns(KernelOp.DeleteNetns op) throws KernelException {
    Place place = place(op);
    return () -> {
      LinkRemoval.removeCables(place);
      places.delete(op.netns());
    };
  }

  @Override
  public Action link(LinkOp op) throws KernelException {
    return op.accept(new LinkControl(places, place(op)));
  }

  @Override
  public Action ip(IpOp op) throws KernelException {
    return op.accept(new IpControl(place(op).route()));
  }

  @Override
  public Action chain(ChainOp op) throws KernelException {
    Place place = place(op);
    return () -> RuleControl.apply(place, List.of(op));
  }

  @Override
  public Action setSysctl(KernelOp.SetSysctl op) throws KernelException {
    Place place = place(op);
    return () -> Sysctl.write(place, op.key(), op.value());
  }

  @Override
  public Action announceAddress(KernelOp.AnnounceAddress op) throws KernelException {
    Place place = place(op);
    return () -> ArpAnnouncement.send(place, op.device(), op.address());
  }

  @Override
  public Action forgetConnections(KernelOp.ForgetConnections op) throws KernelException {
    Place place = place(op);
    return () -> place.connections().forget(op.which());
  }

  private void addNetns(String name) throws KernelException {
    Place place = places.create(name);
    try {
      baseline.apply(place);
      tell(name, LOOPBACK);
      LinkControl.setUp(place.route(), LOOPBACK, true);
    } catch (KernelException failed) {
      places.delete(name);
      throw failed;
    }
  }

  private void tell(KernelOp op) {
    if (op instanceof KernelOp.AddLink add) {
      if (add.kind() instanceof LinkKind.Veth veth) {
        tell(veth.peerNetns(), veth.peer().name());
      }
      tell(add.netns(), add.link().name());
    } else if (op instanceof KernelOp.MoveLink move) {
      tell(move.toNetns(), move.newName());
    } else if (op instanceof KernelOp.SetUp set && set.up()) {
      tell(set.netns(), set.name());
    }
  }

  private void tell(String netns, String device) {
    listeners.forEach(listener -> listener.accept(new CapturedDevice(netns, device)));
  }

  /** Closes what is open in the namespaces; they themselves stay. */
  @Override
  public void close() {
    places.close();
  }
}
