package passerelle.sim.userland.ip;

import passerelle.kernel.op.LinkKind;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Words;

/** Dummy devices, which have no settings (ip/iplink_dummy.c). */
final class DummyUtil extends LinkUtil {
  @Override
  LinkKind parse(KernelView kernel, LinkWords words, Words line) {
    return new LinkKind.Dummy();
  }
}
