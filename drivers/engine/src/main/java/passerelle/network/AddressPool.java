package passerelle.network;

import java.util.BitSet;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;

/**
 * The addresses of one subnet, each free or taken. The network's own address and its broadcast
 * address are never free. Addresses are given out lowest first (libnetwork/bitmap, without its
 * serial mode).
 */
public final class AddressPool {
  private final IpPrefix subnet;
  private final IpPrefix range;
  private final BitSet taken = new BitSet();

  /**
   * A part of a subnet.
   *
   * @param range from which addresses are chosen
   */
  public record Part(IpPrefix subnet, IpPrefix range) {}

  /**
   * A pool with all addresses free.
   *
   * @param range the part of the subnet from which addresses are chosen
   */
  public AddressPool(IpPrefix subnet, IpPrefix range) {
    this.subnet = subnet;
    this.range = range;
    if (subnet.length() < 31) {
      taken.set(0);
      taken.set(subnet.size() - 1);
    }
  }

  /** The same addresses are taken, and what is taken in one is not in the other. */
  AddressPool copy() {
    AddressPool copy = new AddressPool(subnet, range);
    copy.taken.or(taken);
    return copy;
  }

  public IpPrefix subnet() {
    return subnet;
  }

  /** Of what it gives addresses out. */
  Part part() {
    return new Part(subnet, range);
  }

  /** The lowest free address of the range, now taken; empty when there is none. */
  public Optional<IpAddress> take() {
    int first = offset(range.network());
    int free = taken.nextClearBit(first);
    if (free >= first + range.size()) {
      return Optional.empty();
    }
    taken.set(free);
    return Optional.of(subnet.network().plus(free));
  }

  /** Takes one address of the subnet, in the range or not; false when it is taken or outside. */
  public boolean take(IpAddress address) {
    if (!subnet.contains(address) || taken.get(offset(address))) {
      return false;
    }
    taken.set(offset(address));
    return true;
  }

  /** How many addresses of the subnet are taken, its own and its broadcast address included. */
  public int inUse() {
    return taken.cardinality();
  }

  /** How many addresses of the range are still to be given out. */
  public int available() {
    int first = offset(range.network());
    return range.size() - taken.get(first, first + range.size()).cardinality();
  }

  /** Gives an address back. */
  public void release(IpAddress address) {
    if (subnet.contains(address)) {
      taken.clear(offset(address));
    }
  }

  private int offset(IpAddress address) {
    return (int) address.minus(subnet.network());
  }
}
