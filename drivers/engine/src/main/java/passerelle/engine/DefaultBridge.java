package passerelle.engine;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;

/**
 * The daemon's options that make the network {@code bridge}; they mean nothing to other networks.
 *
 * @param device {@code --bridge}: an existing bridge, or {@code none} for no such network
 * @param bip {@code --bip}: address of docker0 and prefix length of its network
 * @param fixedCidr {@code --fixed-cidr}: containers get addresses from this part only
 * @param gateway {@code --default-gateway} of its containers
 * @param hostBinding {@code --ip}: where ports are published that name no address
 * @param mtu {@code --mtu}, in octets
 * @param icc {@code --icc}: its containers may talk to each other
 * @param masquerade {@code --ip-masq}
 */
public record DefaultBridge(
    Optional<String> device,
    Optional<IpInterfaceAddress> bip,
    Optional<IpPrefix> fixedCidr,
    Optional<IpAddress> gateway,
    IpAddress hostBinding,
    int mtu,
    boolean icc,
    boolean masquerade) {

  /** What dockerd does without options. */
  public static final DefaultBridge USUAL =
      new DefaultBridge(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Family.IPV4.any(),
          1500,
          true,
          true);

  /** There is no network {@code bridge}. */
  public boolean isDisabled() {
    return device.equals(Optional.of("none"));
  }
}
