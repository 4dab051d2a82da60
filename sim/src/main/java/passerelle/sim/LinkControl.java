package passerelle.sim;

import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.KernelOp;
import passerelle.sim.bridge.BridgePort;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;

/** The operations on devices. */
final class LinkControl {
  private final Namespaces namespaces;

  LinkControl(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /** Does the operation; empty when it is none on devices. */
  Optional<Undo> apply(Netns netns, KernelOp op) throws KernelException {
    if (op instanceof KernelOp.AddLink add) {
      Device device = namespaces.links().add(netns, add.link(), add.kind());
      return Optional.of(() -> namespaces.links().delete(netns, device));
    }
    if (op instanceof KernelOp.DeleteLink delete) {
      namespaces.links().delete(netns, device(netns, delete.name()));
      return Optional.of(Undo.NOTHING);
    }
    if (op instanceof KernelOp.MoveLink move) {
      return Optional.of(move(netns, move));
    }
    return change(netns, op);
  }

  private Undo move(Netns netns, KernelOp.MoveLink move) throws KernelException {
    Netns to = namespaces.find(move.toNetns()).orElseThrow(() -> new KernelException(Errno.ENOENT));
    Device device = device(netns, move.name());
    namespaces.links().move(netns, device, to, move.newName());
    return () -> namespaces.links().move(to, device, netns, move.name());
  }

  private Optional<Undo> change(Netns netns, KernelOp op) throws KernelException {
    if (op instanceof KernelOp.SetUp set) {
      Device device = device(netns, set.name());
      boolean before = device.isUp();
      netns.setUp(device, set.up());
      return Optional.of(() -> netns.setUp(device, before));
    }
    if (op instanceof KernelOp.SetMaster set) {
      return Optional.of(setMaster(netns, set));
    }
    if (op instanceof KernelOp.SetMtu set) {
      Device device = device(netns, set.name());
      int before = device.mtu();
      namespaces.links().setMtu(device, set.mtu());
      return Optional.of(() -> namespaces.links().setMtu(device, before));
    }
    if (op instanceof KernelOp.SetMac set) {
      Device device = device(netns, set.name());
      MacAddress before = device.mac();
      namespaces.links().setMac(device, set.mac());
      return Optional.of(() -> namespaces.links().setMac(device, before));
    }
    if (op instanceof KernelOp.SetHairpin set) {
      BridgePort port = port(device(netns, set.port()));
      port.setHairpin(set.on());
      return Optional.of(() -> port.setHairpin(!set.on()));
    }
    return Optional.empty();
  }

  private Undo setMaster(Netns netns, KernelOp.SetMaster set) throws KernelException {
    Device device = device(netns, set.name());
    Optional<Device> before = device.master();
    Optional<Device> master = Optional.empty();
    if (set.master().isPresent()) {
      master = Optional.of(device(netns, set.master().get()));
    }
    namespaces.links().setMaster(netns, device, master);
    return () -> namespaces.links().setMaster(netns, device, before);
  }

  private static BridgePort port(Device device) throws KernelException {
    return BridgePort.of(device).orElseThrow(() -> new KernelException(Errno.EOPNOTSUPP));
  }

  static Device device(Netns netns, String name) throws KernelException {
    return netns.device(name).orElseThrow(() -> new KernelException(Errno.ENODEV));
  }
}
