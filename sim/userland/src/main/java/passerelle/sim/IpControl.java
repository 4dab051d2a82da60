package passerelle.sim;

import java.util.Optional;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.IpOp;
import passerelle.kernel.op.KernelOp;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Netns;
import passerelle.sim.uapi.RouteMatch;
import passerelle.sim.uapi.RouteMode;

/** The operations on addresses and routes, in one namespace; each says how it is taken back. */
record IpControl(Netns netns) implements IpOp.Visitor<Undo, KernelException> {
  @Override
  public Undo addAddress(KernelOp.AddAddress op) throws KernelException {
    Device device = LinkControl.device(netns, op.device());
    netns.addresses().add(device, op.address(), op.broadcast());
    return () -> netns.addresses().delete(device, op.address());
  }

  @Override
  public Undo deleteAddress(KernelOp.DeleteAddress op) throws KernelException {
    Device device = LinkControl.device(netns, op.device());
    netns.addresses().delete(device, op.address());
    return () -> netns.addresses().add(device, op.address(), Optional.empty());
  }

  @Override
  public Undo addRoute(KernelOp.AddRoute op) throws KernelException {
    netns.routes().add(op.route(), RouteMode.ADD);
    return () -> netns.routes().delete(RouteMatch.exactly(op.route()));
  }

  @Override
  public Undo deleteRoute(KernelOp.DeleteRoute op) throws KernelException {
    netns.routes().delete(RouteMatch.exactly(op.route()));
    return () -> netns.routes().add(op.route(), RouteMode.ADD);
  }
}
