package passerelle.driver;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkSpec;
import passerelle.kernel.op.Plan;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.network.NetworkException;
import passerelle.network.Sandbox;
import passerelle.network.WireOptions;

/**
 * A driver that puts containers on the wire of one of the host's devices, the network's parent: no
 * bridge, no rules, no published ports. A parent that is not there is made: a VLAN of another
 * device where its name says so, and a dummy device where none is named.
 */
abstract class WireDriver implements NetworkDriver {
  private static final int LAST_VLAN = 4094;
  private static final int MTU = 1500;

  private final String hostNetns;
  private final VethLayout manner;
  private final WireOptions.Manner wires;

  /**
   * A driver in the manner of an engine version.
   *
   * @param manner how it tells the neighbours of a new address
   */
  WireDriver(String hostNetns, VethLayout manner, WireOptions.Manner wires) {
    this.hostNetns = hostNetns;
    this.manner = manner;
    this.wires = wires;
  }

  final WireOptions.Manner wires() {
    return wires;
  }

  /** A container's interface on the wire of a device. */
  abstract LinkKind guest(WireOptions options, String parent);

  /** Says why a network cannot share its parent with another one; empty when it can. */
  abstract Optional<String> conflict(Network network, Network other);

  /** Says that another one, by the name of its dummy device, has the parent. */
  static String used(Network network, Network other) {
    return "network %s is already using parent interface %s"
        .formatted(options(other).dummy(other.id()), parent(network));
  }

  static WireOptions options(Network network) {
    return (WireOptions) network.options();
  }

  static String parent(Network network) {
    return network.parent().orElseThrow();
  }

  @Override
  public void check(Network network, Collection<Network> others, HostView host)
      throws NetworkException {
    for (Network other : others) {
      boolean shares =
          other.spec().driver().equals(type()) && parent(other).equals(parent(network));
      Optional<String> conflict = shares ? conflict(network, other) : Optional.empty();
      if (conflict.isPresent()) {
        throw NetworkException.forbidden(conflict.get());
      }
    }
    if (options(network).parent().isPresent() && !host.has(parent(network))) {
      checkVlan(parent(network), host);
    }
  }

  /** See macvlan_setup.go:createVlanLink and parseVlan. */
  private static void checkVlan(String name, HostView host) throws NetworkException {
    String[] parts = name.split("\\.", -1);
    if (parts.length == 1) {
      throw NetworkException.invalid(
          "invalid subinterface vlan name " + name + ", example formatting is eth0.10");
    }
    if (parts.length != 2) {
      throw NetworkException.invalid(
          "required interface name format is: name.vlan_id, ex. eth0.10 for vlan 10, instead"
              + " received "
              + name);
    }
    if (!parts[1].matches("[+-]?[0-9]{1,9}")) {
      throw NetworkException.invalid(
          "unable to parse a valid vlan id from: " + parts[1] + " (ex. eth0.10 for vlan 10)");
    }
    if (!host.has(parts[0])) {
      throw NetworkException.invalid("-o parent interface was not found on the host: " + parts[0]);
    }
    int id = Integer.parseInt(parts[1]);
    if (id < 1 || id > LAST_VLAN) {
      throw NetworkException.invalid("vlan id must be between 1-4094, received: " + id);
    }
  }

  @Override
  public Plan createNetwork(Network network, HostView host) {
    String device = parent(network);
    if (host.has(device)) {
      return Plan.EMPTY;
    }
    int dot = device.indexOf('.');
    Plan.Builder plan = new Plan.Builder();
    if (options(network).parent().isEmpty()) {
      plan.add(
          new KernelOp.AddLink(hostNetns, LinkSpec.of(device), new LinkKind.Dummy()),
          "wire.dummy",
          device);
    } else {
      String lower = device.substring(0, dot);
      int id = Integer.parseInt(device.substring(dot + 1));
      plan.add(
          new KernelOp.AddLink(
              hostNetns,
              LinkSpec.of(device),
              new LinkKind.Vlan(Optional.of(lower), OptionalInt.of(id))),
          "wire.vlan",
          device,
          id,
          lower);
    }
    return plan.add(new KernelOp.SetUp(hostNetns, device, true), "wire.parent.up", device).build();
  }

  @Override
  public Plan deleteNetwork(Network network) {
    String device = parent(network);
    Plan.Builder plan = new Plan.Builder();
    if (network.ownsDevice()) {
      plan.add(new KernelOp.DeleteLink(hostNetns, device), "wire.parent.delete", device);
    }
    return plan.build();
  }

  @Override
  public Plan join(Endpoint endpoint, Sandbox sandbox) {
    String parent = parent(endpoint.network());
    String temporary = endpoint.hostDevice();
    LinkSpec link =
        new LinkSpec(temporary, endpoint.mac(), OptionalInt.empty(), LinkSpec.DEFAULT_QUEUE);
    return new Plan.Builder()
        .add(
            new KernelOp.AddLink(hostNetns, link, guest(options(endpoint.network()), parent)),
            "wire.add",
            type(),
            parent)
        .add(
            new KernelOp.MoveLink(hostNetns, temporary, sandbox.netns(), endpoint.device()),
            "wire.move",
            endpoint.device())
        .addAll(SandboxInterface.settings(endpoint, sandbox, MTU))
        .addAll(announce(endpoint, sandbox))
        .build();
  }

  @Override
  public Plan announce(Endpoint endpoint, Sandbox sandbox) {
    return manner.announce(endpoint, sandbox);
  }

  @Override
  public Plan leave(Endpoint endpoint, Sandbox sandbox) {
    String device = endpoint.device();
    return new Plan.Builder()
        .add(new KernelOp.SetUp(sandbox.netns(), device, false), "veth.down", device)
        .add(
            new KernelOp.MoveLink(sandbox.netns(), device, hostNetns, endpoint.hostDevice()),
            "veth.back",
            device)
        .add(
            new KernelOp.DeleteLink(hostNetns, endpoint.hostDevice()),
            "wire.delete",
            endpoint.hostDevice())
        .build();
  }
}
