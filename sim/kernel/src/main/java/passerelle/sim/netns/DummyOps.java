package passerelle.sim.netns;

import passerelle.kernel.KernelException;
import passerelle.sim.link.Device;
import passerelle.sim.link.Dummy;

/** Makes devices that take everything and send nothing (drivers/net/dummy.c). */
final class DummyOps implements LinkOps {
  @Override
  public Device newLink(NewLink request) throws KernelException {
    Dummy dummy = new Dummy(request.machine(), request.link().name(), request.mac());
    dummy.setArp(false);
    dummy.attributes().setMulticast(false);
    return request.links().register(request.netns(), dummy);
  }
}
