package passerelle.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;

/**
 * Hands out the subnets of networks (libnetwork/ipams/defaultipam). A network that names no subnet
 * gets one of the default pools.
 */
public final class Ipam {

  /** Which default subnet comes next. */
  public enum Order {
    /** The lowest free one (Engine 27 and later). */
    LOWEST,
    /** The one behind that given last, from the front again at the end (Engine 26). */
    NEXT
  }

  /**
   * A range that is cut into default subnets.
   *
   * @param base the whole range
   * @param size prefix length of the subnets
   */
  public record DefaultPool(IpPrefix base, int size) {}

  /** What Docker uses unless told otherwise: 172.17.0.0/16 to 172.31.0.0/16, 192.168.0.0/20... */
  public static final List<DefaultPool> DOCKER_POOLS =
      List.of(
          new DefaultPool(IpPrefix.of("172.17.0.0/16"), 16),
          new DefaultPool(IpPrefix.of("172.18.0.0/16"), 16),
          new DefaultPool(IpPrefix.of("172.19.0.0/16"), 16),
          new DefaultPool(IpPrefix.of("172.20.0.0/14"), 16),
          new DefaultPool(IpPrefix.of("172.24.0.0/14"), 16),
          new DefaultPool(IpPrefix.of("172.28.0.0/14"), 16),
          new DefaultPool(IpPrefix.of("192.168.0.0/16"), 20));

  private final Order order;
  private final List<IpPrefix> defaults = new ArrayList<>();
  private final List<AddressPool.Part> inUse = new ArrayList<>();
  private int next;

  public Ipam(Order order, List<DefaultPool> pools) {
    this.order = order;
    for (DefaultPool pool : pools) {
      int count = 1 << Math.min(16, pool.size() - pool.base().length());
      for (int i = 0; i < count; i++) {
        IpAddress base = pool.base().network();
        IpAddress network = base.plus((long) i << base.width() - pool.size());
        defaults.add(new IpPrefix(network, pool.size()));
      }
    }
    if (order == Order.LOWEST) {
      Collections.sort(defaults);
    }
  }

  /** The same subnets are in use; both go their own ways from here. */
  public Ipam copy() {
    Ipam copy = new Ipam(order, List.of());
    copy.defaults.addAll(defaults);
    copy.inUse.addAll(inUse);
    copy.next = next;
    return copy;
  }

  /**
   * A pool for a network. A whole subnet has nothing in common with another's; who names a range
   * may have what others have, too, unless it is the same range (address_space.go:allocateSubnet).
   *
   * @param subnet the subnet wanted; empty for a default one
   * @param range the part of it to choose addresses from
   * @param avoid the host's own networks, which a default subnet must not overlap
   */
  public AddressPool request(
      Optional<IpPrefix> subnet, Optional<IpPrefix> range, List<IpPrefix> avoid)
      throws IpamException {
    IpPrefix chosen = subnet.isPresent() ? subnet.get() : chooseDefault(avoid);
    AddressPool pool = new AddressPool(chosen, range.orElse(chosen));
    if (range.isPresent() ? inUse.contains(pool.part()) : overlaps(subnets(), chosen)) {
      throw new IpamException(IpamException.Problem.POOL_OVERLAPS);
    }
    adopt(pool);
    return pool;
  }

  private List<IpPrefix> subnets() {
    return inUse.stream().map(AddressPool.Part::subnet).toList();
  }

  /** A subnet that a network has already. */
  public void adopt(AddressPool pool) {
    inUse.add(pool.part());
  }

  /** The subnet may be given out again. */
  public void release(AddressPool pool) {
    inUse.remove(pool.part());
  }

  private IpPrefix chooseDefault(List<IpPrefix> avoid) throws IpamException {
    int start = order == Order.NEXT ? next : 0;
    for (int i = 0; i < defaults.size(); i++) {
      int at = (start + i) % defaults.size();
      IpPrefix candidate = defaults.get(at);
      if (!overlaps(subnets(), candidate) && !overlaps(avoid, candidate)) {
        next = at + 1;
        return candidate;
      }
    }
    throw new IpamException(IpamException.Problem.POOLS_EXHAUSTED);
  }

  private static boolean overlaps(List<IpPrefix> prefixes, IpPrefix candidate) {
    return prefixes.stream().anyMatch(candidate::overlaps);
  }
}
