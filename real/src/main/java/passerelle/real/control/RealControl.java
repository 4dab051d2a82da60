package passerelle.real.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.Errno;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.real.sys.Namespaces;

/**
 * Carries plans out on the real kernel, in the namespaces of one lab and nowhere else. How each
 * operation is taken back is worked out before it is done, so that a plan that fails leaves no
 * trace. To be used by one thread at a time.
 */
public final class RealControl implements Kernel.Control, AutoCloseable {
  private static final String LOOPBACK = "lo";

  private final Places places;
  private final LinkControl links;
  private final Baseline baseline = new Baseline();
  private final Undos undos;
  private final List<Consumer<CapturedDevice>> listeners = new CopyOnWriteArrayList<>();

  /** Works in these namespaces. */
  public RealControl(Namespaces namespaces) {
    places = new Places(namespaces);
    links = new LinkControl(places);
    undos = new Undos(places, links, this::carryOut);
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
    Deque<Undo> done = new ArrayDeque<>();
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
  private void apply(List<KernelOp> ops, boolean last, Deque<Undo> done) throws PlanException {
    try {
      Undo undo = last ? Undo.NOTHING : undos.of(ops);
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

  private static void takeBack(Deque<Undo> done) {
    for (Undo undo : done) {
      try {
        undo.run();
      } catch (KernelException lost) {
        throw new IllegalStateException("cannot take a plan back: " + lost.getMessage(), lost);
      }
    }
  }

  private void carryOut(List<KernelOp> ops) throws KernelException {
    KernelOp op = ops.get(0);
    if (op instanceof KernelOp.AddNetns) {
      addNetns(op.netns());
      return;
    }
    if (op instanceof KernelOp.DeleteNetns) {
      LinkRemoval.removeCables(places.get(op.netns()));
      places.delete(op.netns());
      return;
    }
    Place place = places.get(op.netns());
    if (!RuleControl.apply(place, ops)
        && !links.apply(place, op)
        && !IpControl.apply(place, op)
        && !other(place, op)) {
      throw new KernelException(Errno.EOPNOTSUPP);
    }
    tell(op);
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

  private static boolean other(Place place, KernelOp op) throws KernelException {
    if (op instanceof KernelOp.SetSysctl set) {
      Sysctl.write(place, set.key(), set.value());
    } else if (op instanceof KernelOp.AnnounceAddress announce) {
      ArpAnnouncement.send(place, announce.device(), announce.address());
    } else if (op instanceof KernelOp.ForgetConnections forget) {
      ConntrackControl.forget(place, forget.address());
    } else {
      return false;
    }
    return true;
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
