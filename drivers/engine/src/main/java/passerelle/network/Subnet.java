package passerelle.network;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;

/**
 * One subnet of a network that exists.
 *
 * @param asked what was asked for it
 * @param pool its addresses
 * @param gateway the address set aside for the way out; empty when none was
 */
public record Subnet(SubnetSpec asked, AddressPool pool, Optional<IpAddress> gateway) {
  /** The same subnet with a pool of its own. */
  Subnet copy() {
    return new Subnet(asked, pool.copy(), gateway);
  }

  /** Which addresses are its. */
  public IpPrefix prefix() {
    return pool.subnet();
  }
}
