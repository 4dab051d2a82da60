package passerelle.driver;

import java.util.Optional;
import passerelle.kernel.op.LinkKind;
import passerelle.network.DriverOptions;
import passerelle.network.Network;
import passerelle.network.NetworkException;
import passerelle.network.NetworkSpec;
import passerelle.network.WireOptions;

/**
 * Driver {@code macvlan}: each container has a hardware address of its own on the parent's wire
 * (libnetwork/drivers/macvlan).
 */
public final class MacvlanDriver extends WireDriver {
  private static final String ALONE = LinkKind.Macvlan.Mode.PASSTHRU.word();

  /** See {@link WireDriver}. */
  public MacvlanDriver(String hostNetns, VethLayout manner, WireOptions.Manner wires) {
    super(hostNetns, manner, wires);
  }

  @Override
  public String type() {
    return "macvlan";
  }

  @Override
  public DriverOptions options(NetworkSpec spec) throws NetworkException {
    return WireOptions.macvlan(spec, wires());
  }

  @Override
  LinkKind guest(WireOptions options, String parent) {
    return new LinkKind.Macvlan(
        Optional.of(parent), LinkKind.Macvlan.Mode.of(options.mode()).orElseThrow());
  }

  @Override
  Optional<String> conflict(Network network, Network other) {
    if (!wires().sharesParents()) {
      return Optional.of(used(network, other));
    }
    String uses =
        "macvlan network " + other.id() + " is already using parent interface " + parent(network);
    if (options(network).mode().equals(ALONE)) {
      return Optional.of("cannot use mode passthru, " + uses);
    }
    return options(other).mode().equals(ALONE)
        ? Optional.of(uses + " in mode passthru")
        : Optional.empty();
  }
}
