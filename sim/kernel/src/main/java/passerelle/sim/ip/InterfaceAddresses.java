package passerelle.sim.ip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.link.Device;
import passerelle.sim.uapi.IfAddress;

/**
 * The addresses of both families that a namespace's devices have ({@code struct in_device}, {@code
 * struct inet6_dev}), and the choice of a source address among them (net/ipv4/devinet.c).
 */
public final class InterfaceAddresses {
  private final Map<Device, List<IfAddress>> addresses = new LinkedHashMap<>();

  /** How many devices have an address ({@code inet_addr_lst}). */
  private final Map<IpAddress, Integer> counts = new HashMap<>();

  /** Who is told of the devices that come and go. */
  private final List<NetdevNotifier> notifiers = new ArrayList<>(0);

  public void addDevice(Device device) {
    addresses.put(device, new ArrayList<>(1));
    List.copyOf(notifiers).forEach(notifier -> notifier.registered(device));
  }

  public void removeDevice(Device device) {
    addresses.remove(device).forEach(own -> count(own, -1));
    List.copyOf(notifiers).forEach(notifier -> notifier.unregistered(device));
  }

  /** Tells somebody of the devices that are there, and of those that come and go. */
  public void register(NetdevNotifier notifier) {
    devices().forEach(notifier::registered);
    notifiers.add(notifier);
  }

  /** Tells somebody nothing more, as if all devices had gone. */
  public void unregister(NetdevNotifier notifier) {
    notifiers.remove(notifier);
    devices().forEach(notifier::unregistered);
  }

  private void count(IfAddress own, int change) {
    counts.merge(own.local(), change, (before, more) -> before + more == 0 ? null : before + more);
  }

  /** Whether some device has an address ({@code inet_lookup_ifaddr_rcu}). */
  public boolean has(IpAddress address) {
    return counts.containsKey(address);
  }

  /** The addresses of a family that a device has, in its order. */
  public List<IfAddress> of(Device device, Family family) {
    List<IfAddress> found = new ArrayList<>(1);
    for (IfAddress own : addresses.getOrDefault(device, List.of())) {
      if (own.local().family() == family) {
        found.add(own);
      }
    }
    return found;
  }

  /** Gives a device an address before another of its own, or as its last, without any route. */
  public void insert(Device device, Optional<IfAddress> before, IfAddress address) {
    List<IfAddress> own = addresses.get(device);
    own.add(before.map(own::indexOf).orElse(own.size()), address);
    count(address, 1);
  }

  public void remove(Device device, IfAddress address) {
    if (addresses.get(device).remove(address)) {
      count(address, -1);
    }
  }

  /** Puts an address in the place of another one, without any route. */
  public void replace(Device device, IfAddress before, IfAddress after) {
    List<IfAddress> own = addresses.get(device);
    own.set(own.indexOf(before), after);
    count(before, -1);
    count(after, 1);
  }

  /** The devices of the namespace. */
  public List<Device> devices() {
    return List.copyOf(addresses.keySet());
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
  public Optional<Device> deviceWith(IpAddress address) {
    for (Map.Entry<Device, List<IfAddress>> entry : addresses.entrySet()) {
      for (IfAddress own : entry.getValue()) {
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
  public IpAddress select(Device device, IpAddress destination, RouteSpec.Scope scope) {
    Optional<IpAddress> first = Optional.empty();
    for (IfAddress own : addresses.getOrDefault(device, List.of())) {
      if (own.secondary()
          || own.scope().compareTo(scope) > 0
          || own.local().family() != destination.family()) {
        continue;
      }
      if (destination.isUnspecified() || own.network().contains(destination)) {
        return own.local();
      }
      first = first.isPresent() ? first : Optional.of(own.local());
    }
    return first.orElseGet(() -> selectElsewhere(destination.family(), scope));
  }

  private IpAddress selectElsewhere(Family family, RouteSpec.Scope scope) {
    for (List<IfAddress> list : addresses.values()) {
      for (IfAddress own : list) {
        boolean wide = own.scope() != RouteSpec.Scope.LINK && own.scope().compareTo(scope) <= 0;
        if (!own.secondary() && wide && own.local().family() == family) {
          return own.local();
        }
      }
    }
    return family.any();
  }
}
