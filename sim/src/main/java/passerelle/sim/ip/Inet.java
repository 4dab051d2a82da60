package passerelle.sim.ip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv4InterfaceAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.core.LongMap;
import passerelle.sim.link.Device;

/**
 * The IPv4 addresses of a namespace's devices ({@code struct in_device}, net/ipv4/devinet.c), and
 * the choice of a source address among them.
 */
public final class Inet {
  private final Map<Device, List<Address>> addresses = new LinkedHashMap<>();

  /** How many devices have an address ({@code inet_addr_lst}). */
  private final LongMap<Integer> counts = new LongMap<>();

  /**
   * An address of a device ({@code struct in_ifaddr}).
   *
   * @param address the address and the length of its network's prefix
   * @param broadcast the broadcast address, where one was given
   * @param scope how far it is valid: host for 127.0.0.1
   * @param secondary another address of the same network came first
   * @param label name that older tools know the address by ({@code eth0:1}); empty for the device's
   * @param lifetime how long it is valid
   */
  public record Address(
      Ipv4InterfaceAddress address,
      Optional<Ipv4Address> broadcast,
      RouteSpec.Scope scope,
      boolean secondary,
      Optional<String> label,
      Lifetime lifetime) {

    /** An address without a label of its own, for ever. */
    public Address(
        Ipv4InterfaceAddress address,
        Optional<Ipv4Address> broadcast,
        RouteSpec.Scope scope,
        boolean secondary) {
      this(address, broadcast, scope, secondary, Optional.empty(), Lifetime.FOREVER);
    }

    /** The same address with another lifetime. */
    public Address living(Lifetime other) {
      return new Address(address, broadcast, scope, secondary, label, other);
    }

    /** Whether the other one is in the same network, with the same prefix length. */
    public boolean sharesNetwork(Address other) {
      return address.length() == other.address.length()
          && address.prefix().equals(other.address.prefix());
    }

    public Ipv4Address local() {
      return address.address();
    }
  }

  void addDevice(Device device) {
    addresses.put(device, new ArrayList<>(1));
  }

  void removeDevice(Device device) {
    of(device).forEach(own -> count(own, -1));
    addresses.remove(device);
  }

  private void count(Address own, int change) {
    int count = counts.get(own.local().bits(), 0) + change;
    if (count == 0) {
      counts.remove(own.local().bits());
    } else {
      counts.put(own.local().bits(), count);
    }
  }

  /** Whether some device has an address ({@code inet_lookup_ifaddr_rcu}). */
  boolean has(Ipv4Address address) {
    return counts.get(address.bits(), 0) > 0;
  }

  /** The addresses of a device, in the order in which it has them. */
  public List<Address> of(Device device) {
    return List.copyOf(addresses.getOrDefault(device, List.of()));
  }

  /** Gives a device an address at a place of its list, without any route. */
  public void insert(Device device, int at, Address address) {
    addresses.get(device).add(at, address);
    count(address, 1);
  }

  public void remove(Device device, Address address) {
    if (addresses.get(device).remove(address)) {
      count(address, -1);
    }
  }

  /** Puts an address in the place of another one, without any route. */
  public void replace(Device device, Address before, Address after) {
    List<Address> own = addresses.get(device);
    own.set(own.indexOf(before), after);
    count(before, -1);
    count(after, 1);
  }

  /**
   * The device of a name ({@code dev_get_by_name}).
   *
   * @throws KernelException ENODEV when there is none
   */
  public Device device(String name) throws KernelException {
    return addresses.keySet().stream()
        .filter(device -> device.isNamed(name))
        .findFirst()
        .orElseThrow(() -> new KernelException(Errno.ENODEV));
  }

  /** The device that has an address. */
  public Optional<Device> deviceWith(Ipv4Address address) {
    for (Map.Entry<Device, List<Address>> entry : addresses.entrySet()) {
      for (Address own : entry.getValue()) {
        if (own.local().equals(address)) {
          return Optional.of(entry.getKey());
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The source address for packets that leave by a device ({@code inet_select_addr}): the first
   * primary address whose network holds the destination, else the first primary one of the device,
   * else one of any other device.
   *
   * @param scope the narrowest scope allowed
   */
  public Ipv4Address select(Device device, Ipv4Address destination, RouteSpec.Scope scope) {
    Optional<Ipv4Address> first = Optional.empty();
    for (Address own : addresses.getOrDefault(device, List.of())) {
      if (own.secondary() || own.scope().compareTo(scope) > 0) {
        continue;
      }
      if (destination.isUnspecified() || own.address().prefix().contains(destination)) {
        return own.local();
      }
      first = first.isPresent() ? first : Optional.of(own.local());
    }
    return first.orElseGet(() -> selectElsewhere(scope));
  }

  private Ipv4Address selectElsewhere(RouteSpec.Scope scope) {
    for (List<Address> list : addresses.values()) {
      for (Address own : list) {
        boolean wide = own.scope() != RouteSpec.Scope.LINK && own.scope().compareTo(scope) <= 0;
        if (!own.secondary() && wide) {
          return own.local();
        }
      }
    }
    return Ipv4Address.ANY;
  }
}
