package passerelle.sim;

import java.util.Optional;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.KernelOp;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Netns;
import passerelle.sim.uapi.RouteMatch;
import passerelle.sim.uapi.RouteMode;

/** The operations on addresses and routes. */
final class IpControl {
  private IpControl() {}

  /** Does the operation; empty when it is none of these. */
  static Optional<Undo> apply(Netns netns, KernelOp op) throws KernelException {
    if (op instanceof KernelOp.AddAddress add) {
      Device device = LinkControl.device(netns, add.device());
      netns.addresses().add(device, add.address(), add.broadcast());
      return Optional.of(() -> netns.addresses().delete(device, add.address()));
    }
    if (op instanceof KernelOp.DeleteAddress delete) {
      Device device = LinkControl.device(netns, delete.device());
      netns.addresses().delete(device, delete.address());
      return Optional.of(() -> netns.addresses().add(device, delete.address(), Optional.empty()));
    }
    if (op instanceof KernelOp.AddRoute add) {
      netns.routes().add(add.route(), RouteMode.ADD);
      return Optional.of(() -> netns.routes().delete(RouteMatch.exactly(add.route())));
    }
    if (op instanceof KernelOp.DeleteRoute delete) {
      netns.routes().delete(RouteMatch.exactly(delete.route()));
      return Optional.of(() -> netns.routes().add(delete.route(), RouteMode.ADD));
    }
    if (op instanceof KernelOp.AnnounceAddress announce) {
      Device device = LinkControl.device(netns, announce.device());
      netns.ip().arp().announce(device, announce.address());
      return Optional.of(Undo.NOTHING);
    }
    return Optional.empty();
  }
}
