package passerelle.sim.netns;

import passerelle.addr.IpAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.sim.link.Device;
import passerelle.sim.link.Ipvlan;
import passerelle.sim.link.IpvlanPort;
import passerelle.sim.link.Skb;

/**
 * Makes guests that share another device's address (drivers/net/ipvlan/ipvlan_main.c). On one that
 * is a guest itself, it becomes its sibling.
 */
record IpvlanOps(LinkKind.Ipvlan ipvlan) implements LinkOps {
  /** The stacks of the lab, as a port asks them. */
  private record Stacks(Namespaces namespaces) implements IpvlanPort.Addressing {
    @Override
    public boolean has(Device guest, IpAddress address) {
      return namespaces.require(guest.netns()).ip().addresses().of(guest, address.family()).stream()
          .anyMatch(own -> own.address().address().equals(address));
    }

    @Override
    public boolean route(Device out, Skb skb) {
      return namespaces.require(out.netns()).ip().output().forward(skb, out);
    }
  }

  @Override
  public Device newLink(NewLink request) throws KernelException {
    String name = ipvlan.lower().orElseThrow(() -> new KernelException(Errno.EINVAL));
    Device found =
        request.source().device(name).orElseThrow(() -> new KernelException(Errno.ENODEV));
    Device lower = found instanceof Ipvlan ? found.link().orElseThrow() : found;
    IpvlanPort port = IpvlanPort.at(lower, new Stacks(request.namespaces()));
    Ipvlan made =
        new Ipvlan(
            request.machine(),
            request.link().name(),
            request.link().mtu().orElse(lower.mtu()),
            port);
    request.links().register(request.netns(), made);
    made.attach();
    port.set(ipvlan.mode(), ipvlan.flag());
    return made;
  }
}
