package passerelle.sim.netns;

import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.sim.link.Device;
import passerelle.sim.link.Macvlan;
import passerelle.sim.link.MacvlanPort;

/**
 * Makes guests on another device's wire (drivers/net/macvlan.c:macvlan_common_newlink). On one that
 * is a guest itself, it becomes its sibling.
 */
record MacvlanOps(LinkKind.Macvlan macvlan) implements LinkOps {
  @Override
  public Device newLink(NewLink request) throws KernelException {
    String name = macvlan.lower().orElseThrow(() -> new KernelException(Errno.EINVAL));
    Device found =
        request.source().device(name).orElseThrow(() -> new KernelException(Errno.ENODEV));
    Device lower = found instanceof Macvlan ? found.link().orElseThrow() : found;
    MacvlanPort port = MacvlanPort.at(lower);
    if (!port.takes(macvlan.mode())) {
      throw new KernelException(Errno.EINVAL);
    }
    boolean own = macvlan.mode() != LinkKind.Macvlan.Mode.PASSTHRU;
    Macvlan made =
        new Macvlan(
            request.machine(),
            request.link().name(),
            own ? request.mac() : lower.mac(),
            request.link().mtu().orElse(lower.mtu()),
            port,
            macvlan.mode());
    request.links().register(request.netns(), made);
    made.attach();
    return made;
  }
}
