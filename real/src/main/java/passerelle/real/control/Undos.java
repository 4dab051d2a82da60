package passerelle.real.control;

import java.util.List;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.KernelOp;

/** Works out, before operations are done, what takes them back. */
record Undos(Places places, Doer doer) {
  /** Does operations that go together. */
  @FunctionalInterface
  interface Doer {
    void run(List<KernelOp> ops) throws KernelException;
  }

  /** What takes back operations that are about to be done together. */
  Action of(List<KernelOp> ops) throws KernelException {
    KernelOp op = ops.get(0);
    if (op instanceof KernelOp.AddNetns) {
      return back(new KernelOp.DeleteNetns(op.netns()));
    }
    if (op instanceof ChainOp) {
      return RuleControl.undo(places.get(op.netns()), RealControl.ofChains(ops));
    }
    return of(places.get(op.netns()), op);
  }

  private Action back(KernelOp op) {
    return () -> doer.run(List.of(op));
  }

  private static Action restore(Place place, String device) throws KernelException {
    LinkMemory before = LinkMemory.of(place.route(), device);
    return () -> before.restore(place.route());
  }

  private Action of(Place place, KernelOp op) throws KernelException {
    if (op instanceof KernelOp.SetSysctl set) {
      String before = Sysctl.read(place, set.key());
      return back(new KernelOp.SetSysctl(set.netns(), set.key(), before));
    } else if (op instanceof KernelOp.SetMtu set) {
      int before = Link.find(place.route(), set.name()).mtu();
      return back(new KernelOp.SetMtu(set.netns(), set.name(), before));
    } else if (op instanceof KernelOp.SetMac set) {
      Link before = Link.find(place.route(), set.name());
      return back(new KernelOp.SetMac(set.netns(), set.name(), before.mac()));
    } else if (op instanceof KernelOp.SetHairpin set) {
      boolean before = Link.find(place.route(), set.port()).hairpin();
      return back(new KernelOp.SetHairpin(set.netns(), set.port(), before));
    } else if (op instanceof KernelOp.SetMaster set) {
      int before = Link.find(place.route(), set.name()).master();
      return () -> LinkControl.setMaster(place.route(), set.name(), before);
    } else if (op instanceof KernelOp.SetUp set && set.up()) {
      boolean before = Link.find(place.route(), set.name()).up();
      return back(new KernelOp.SetUp(set.netns(), set.name(), before));
    } else if (op instanceof KernelOp.SetUp set) {
      return restore(place, set.name());
    } else if (op instanceof KernelOp.DeleteAddress delete) {
      return restore(place, delete.device());
    } else if (op instanceof KernelOp.MoveLink move) {
      return new LinkControl(places, place).moveBack(move);
    }
    return op.inverse().map(this::back).orElse(Action.NOTHING);
  }
}
