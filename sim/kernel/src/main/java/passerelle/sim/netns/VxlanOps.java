package passerelle.sim.netns;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.sim.link.Device;
import passerelle.sim.link.Vxlan;

/** Makes wires of Ethernet over UDP (drivers/net/vxlan/vxlan_core.c:vxlan_newlink). */
record VxlanOps(LinkKind.Vxlan vxlan) implements LinkOps {
  private static final int USUAL_MTU = 1500;

  @Override
  public Device newLink(NewLink request) throws KernelException {
    Optional<Device> lower = Optional.empty();
    if (vxlan.device().isPresent()) {
      lower = request.source().device(vxlan.device().get());
      if (lower.isEmpty()) {
        throw new KernelException(Errno.ENODEV);
      }
    }
    if (request.source().tunnels().has(vxlan.id(), vxlan.port())) {
      throw new KernelException(
          Errno.EEXIST, "A VXLAN device with the specified VNI already exists");
    }
    int usual = lower.map(device -> device.mtu() - Vxlan.HEADROOM).orElse(USUAL_MTU);
    Vxlan made =
        new Vxlan(
            request.machine(),
            request.link().name(),
            request.mac(),
            request.link().mtu().orElse(usual),
            vxlan,
            lower,
            request.source().tunnels());
    request.links().register(request.netns(), made);
    request.source().tunnels().add(made);
    return made;
  }
}
