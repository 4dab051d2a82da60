package passerelle.driver;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpPrefix;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.RouteSpec;
import passerelle.network.DriverOptions;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.network.NetworkException;
import passerelle.network.NetworkSpec;
import passerelle.network.Sandbox;
import passerelle.network.WireOptions;

/**
 * Driver {@code ipvlan}: containers share the parent's wire and its hardware address
 * (libnetwork/drivers/ipvlan). In mode l3 what is for elsewhere leaves by the host's routes.
 */
public final class IpvlanDriver extends WireDriver {
  /** See {@link WireDriver}. */
  public IpvlanDriver(String hostNetns, VethLayout manner, WireOptions.Manner wires) {
    super(hostNetns, manner, wires);
  }

  @Override
  public String type() {
    return "ipvlan";
  }

  @Override
  public DriverOptions options(NetworkSpec spec) throws NetworkException {
    return WireOptions.ipvlan(spec, wires());
  }

  @Override
  LinkKind guest(WireOptions options, String parent) {
    return new LinkKind.Ipvlan(
        Optional.of(parent),
        LinkKind.Ipvlan.Mode.of(options.mode()).orElseThrow(),
        LinkKind.Ipvlan.Flag.of(options.flag()).orElseThrow());
  }

  @Override
  Optional<String> conflict(Network network, Network other) {
    return Optional.of(used(network, other));
  }

  @Override
  public Plan join(Endpoint endpoint, Sandbox sandbox) {
    Plan.Builder plan = new Plan.Builder().addAll(super.join(endpoint, sandbox));
    WireOptions options = options(endpoint.network());
    if (options.isRouted() && options.leadsOut() && !endpoint.network().spec().internal()) {
      RouteSpec route = RouteSpec.onLink(IpPrefix.all(Family.IPV4), endpoint.device());
      plan.add(new KernelOp.AddRoute(sandbox.netns(), route), "wire.route", endpoint.device());
    }
    return plan.build();
  }

  /** An interface without ARP has no neighbours to be told. */
  @Override
  public Plan announce(Endpoint endpoint, Sandbox sandbox) {
    return options(endpoint.network()).isRouted() ? Plan.EMPTY : super.announce(endpoint, sandbox);
  }
}
