package passerelle.sim.netns;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.sim.link.Device;
import passerelle.sim.link.Vlan;

/**
 * Makes the devices of VLANs (net/8021q/vlan_netlink.c), with the address of what they stand on if
 * they are given no other.
 */
record VlanOps(LinkKind.Vlan vlan) implements LinkOps {
  /** The last identifier is reserved ({@code VLAN_VID_MASK}). */
  private static final int LAST = 4094;

  @Override
  public void validate(NewLink request) throws KernelException {
    if (vlan.id().isPresent() && vlan.id().getAsInt() > LAST) {
      throw new KernelException(Errno.ERANGE, "Invalid VLAN id");
    }
    Links.checkMac(request.link().mac());
    if (vlan.id().isEmpty()) {
      throw new KernelException(Errno.EINVAL, "VLAN properties not specified");
    }
  }

  @Override
  public Device newLink(NewLink request) throws KernelException {
    if (vlan.lower().isEmpty()) {
      throw new KernelException(Errno.EINVAL, "link not specified");
    }
    Optional<Device> found = request.source().device(vlan.lower().get());
    Device lower = found.orElseThrow(() -> new KernelException(Errno.ENODEV));
    int id = vlan.id().orElseThrow();
    if (lower.isLoopback()) {
      throw new KernelException(Errno.EOPNOTSUPP, "VLANs not supported on device");
    }
    if (lower.vlans().containsKey(id)) {
      throw new KernelException(Errno.EEXIST, "VLAN device already exists");
    }
    String name = request.link().name();
    Vlan made =
        new Vlan(request.machine(), name, request.link().mac().orElse(lower.mac()), lower, id);
    request.links().register(request.netns(), made);
    made.attach();
    return made;
  }
}
