package passerelle.sim;

import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.LinkOp;
import passerelle.sim.bridge.BridgePort;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Links;
import passerelle.sim.netns.Netns;
import passerelle.sim.uapi.PortFlag;

/** The operations on devices, in one namespace; each says how it is taken back. */
final class LinkControl implements LinkOp.Visitor<Undo, KernelException> {
  private final Netns netns;
  private final Links links;

  LinkControl(Netns netns) {
    this.netns = netns;
    links = netns.namespaces().links();
  }

  @Override
  public Undo addLink(KernelOp.AddLink op) throws KernelException {
    Device device = links.add(netns, op.link(), op.kind());
    return () -> links.delete(device);
  }

  @Override
  public Undo deleteLink(KernelOp.DeleteLink op) throws KernelException {
    links.delete(device(netns, op.name()));
    return Undo.NOTHING;
  }

  @Override
  public Undo moveLink(KernelOp.MoveLink op) throws KernelException {
    Netns to =
        netns.namespaces().find(op.toNetns()).orElseThrow(() -> new KernelException(Errno.ENOENT));
    Device device = device(netns, op.name());
    links.move(netns, device, to, op.newName());
    return () -> links.move(to, device, netns, op.name());
  }

  @Override
  public Undo setUp(KernelOp.SetUp op) throws KernelException {
    Device device = device(netns, op.name());
    boolean before = device.isUp();
    netns.setUp(device, op.up());
    return () -> netns.setUp(device, before);
  }

  @Override
  public Undo setMaster(KernelOp.SetMaster op) throws KernelException {
    Device device = device(netns, op.name());
    Optional<Device> before = device.master();
    Optional<Device> master = Optional.empty();
    if (op.master().isPresent()) {
      master = Optional.of(device(netns, op.master().get()));
    }
    links.setMaster(netns, device, master);
    return () -> links.setMaster(netns, device, before);
  }

  @Override
  public Undo setMtu(KernelOp.SetMtu op) throws KernelException {
    Device device = device(netns, op.name());
    int before = device.mtu();
    links.setMtu(device, op.mtu());
    return () -> links.setMtu(device, before);
  }

  @Override
  public Undo setMac(KernelOp.SetMac op) throws KernelException {
    Device device = device(netns, op.name());
    MacAddress before = device.mac();
    links.setMac(device, op.mac());
    return () -> links.setMac(device, before);
  }

  @Override
  public Undo setHairpin(KernelOp.SetHairpin op) throws KernelException {
    BridgePort port = port(device(netns, op.port()));
    port.set(PortFlag.HAIRPIN, op.on());
    return () -> port.set(PortFlag.HAIRPIN, !op.on());
  }

  private static BridgePort port(Device device) throws KernelException {
    return BridgePort.of(device).orElseThrow(() -> new KernelException(Errno.EOPNOTSUPP));
  }

  static Device device(Netns netns, String name) throws KernelException {
    return netns.device(name).orElseThrow(() -> new KernelException(Errno.ENODEV));
  }
}
