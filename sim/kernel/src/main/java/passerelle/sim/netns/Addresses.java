package passerelle.sim.netns;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.link.Device;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.Lifetime;

/**
 * Addresses of devices and the routes that follow from them (net/ipv4/devinet.c:inet_insert_ifa,
 * inet_del_ifa, fib_frontend.c:fib_add_ifaddr).
 */
public final class Addresses {
  private final Netns netns;
  private final Set<Device> activated = Collections.newSetFromMap(new IdentityHashMap<>(2));

  Addresses(Netns netns) {
    this.netns = netns;
  }

  /**
   * Gives a device an address ({@code ip addr add}).
   *
   * @throws KernelException EEXIST when it has it already
   */
  public void add(Device device, IpInterfaceAddress address, Optional<IpAddress> broadcast)
      throws KernelException {
    RouteSpec.Scope scope =
        address.address().isLoopback() ? RouteSpec.Scope.HOST : RouteSpec.Scope.GLOBAL;
    add(device, address, broadcast, scope);
  }

  /** The same with the scope given by hand. */
  public void add(
      Device device,
      IpInterfaceAddress address,
      Optional<IpAddress> broadcast,
      RouteSpec.Scope scope)
      throws KernelException {
    add(device, new IfAddress(address, broadcast, scope, false));
  }

  /**
   * The same with all that is told of the address; whether it is a secondary one follows from those
   * that are there. The address 0.0.0.0 is taken and ignored.
   *
   * @throws KernelException EEXIST when it is there; EINVAL when the network has another scope
   */
  public void add(Device device, IfAddress asked) throws KernelException {
    if (asked.local().isUnspecified()) {
      return;
    }
    boolean secondary = false;
    List<IfAddress> present = netns.ip().addresses().of(device, Family.IPV4);
    int at = 0;
    for (int i = 0; i < present.size(); i++) {
      IfAddress own = present.get(i);
      if (!own.secondary() && asked.scope().compareTo(own.scope()) <= 0) {
        at = i + 1;
      }
      if (own.sharesNetwork(asked)) {
        if (own.local().equals(asked.local())) {
          throw new KernelException(Errno.EEXIST, "ipv4: Address already assigned");
        }
        if (own.scope() != asked.scope()) {
          throw new KernelException(Errno.EINVAL, "ipv4: Invalid scope value");
        }
        secondary = true;
      }
    }
    IfAddress added = asked.ranked(secondary);
    Optional<IfAddress> successor =
        secondary ? Optional.empty() : present.stream().skip(at).findFirst();
    netns.ip().addresses().insert(device, successor, added);
    netns.notifications().tell(new Notifications.AddressChange(device, added, false));
    if (device.isUp()) {
      activated.add(device);
    }
    addRoutes(device, added);
    awaitEnd(device, added);
  }

  /** Gives an address that is there another lifetime ({@code inet_rtm_newaddr}). */
  public void prolong(Device device, IfAddress own, Lifetime lifetime) {
    IfAddress changed = own.living(lifetime);
    netns.ip().addresses().replace(device, own, changed);
    awaitEnd(device, changed);
  }

  /** An address that is valid for a time only goes at its end ({@code check_lifetime}). */
  private void awaitEnd(Device device, IfAddress own) {
    if (own.lifetime().isDynamic()) {
      netns.machine().loop().startTimer(own.lifetime().nanoseconds(), () -> expire(device, own));
    }
  }

  private void expire(Device device, IfAddress address) {
    boolean there =
        netns.ip().addresses().of(device, Family.IPV4).stream()
            .anyMatch(
                own ->
                    own.text().equals(address.text()) && own.lifetime().equals(address.lifetime()));
    if (there) {
      try {
        delete(device, address.address(), address.network().network());
      } catch (KernelException gone) {
        throw new IllegalStateException(gone);
      }
    }
  }

  /** Takes an address away that has no peer. */
  public void delete(Device device, IpInterfaceAddress address) throws KernelException {
    delete(device, address, address.address());
  }

  /**
   * Takes an address away ({@code ip addr del}). With a primary one go the others of its network,
   * or the first of them takes its place ({@code promote_secondaries}).
   *
   * @param inNetwork its own address again, or its peer's
   * @throws KernelException EADDRNOTAVAIL when the device does not have it
   */
  public void delete(Device device, IpInterfaceAddress address, IpAddress inNetwork)
      throws KernelException {
    List<IfAddress> before = netns.ip().addresses().of(device, Family.IPV4);
    IfAddress gone =
        before.stream()
            .filter(own -> own.address().equals(address) && own.network().contains(inNetwork))
            .findFirst()
            .orElseThrow(() -> new KernelException(Errno.EADDRNOTAVAIL, "ipv4: Address not found"));
    List<IfAddress> behind = new ArrayList<>();
    if (!gone.secondary()) {
      before.stream().filter(a -> a.secondary() && a.sharesNetwork(gone)).forEach(behind::add);
    }
    boolean promote = netns.ip().conf().promoteSecondaries(device) && !behind.isEmpty();
    for (IfAddress own : behind) {
      netns.notifications().tell(new Notifications.AddressChange(device, own, true));
      removeRoutes(device, own);
      netns.ip().addresses().remove(device, own);
    }
    netns.notifications().tell(new Notifications.AddressChange(device, gone, true));
    removeRoutes(device, gone);
    netns.ip().addresses().remove(device, gone);
    if (promote) {
      for (IfAddress own : behind) {
        add(device, own.ranked(false));
      }
    }
    forgetSource(gone.local());
    netns.netfilter().addressGone(device, address.address());
    if (netns.ip().addresses().of(device, Family.IPV4).isEmpty()) {
      netns.ip().addressesGone(device);
    }
  }

  /** The routes of all addresses of a device that came up. */
  void deviceUp(Device device) {
    activated.add(device);
    for (IfAddress own : netns.ip().addresses().of(device, Family.IPV4)) {
      addRoutes(device, own);
    }
  }

  /** All that is left of a device that goes: its addresses and their routes. */
  void deviceGone(Device device) {
    activated.remove(device);
    for (IfAddress own : netns.ip().addresses().of(device, Family.IPV4)) {
      netns.notifications().tell(new Notifications.AddressChange(device, own, true));
      removeRoutes(device, own);
      netns.ip().addresses().remove(device, own);
      forgetSource(own.local());
    }
  }

  /** Whether a device was ever up here, so that it has a queueing discipline. */
  public boolean wasUp(Device device) {
    return activated.contains(device) || device.isUp();
  }

  private void addRoutes(Device device, IfAddress own) {
    for (RouteSpec spec : routesOf(device, own)) {
      List<FibRoute> present = netns.ip().fib().routesTo(spec.destination(), spec.table());
      FibRoute route = new FibRoute(spec, Optional.of(device));
      if (!present.contains(route)) {
        netns.notifications().tell(new Notifications.RouteChange(route, false));
        netns.ip().fib().add(route, false);
      }
    }
  }

  /** Removes the routes of an address, but for those that another one needs, too. */
  private void removeRoutes(Device device, IfAddress own) {
    Set<RouteSpec> needed = new HashSet<>();
    for (IfAddress other : netns.ip().addresses().of(device, Family.IPV4)) {
      if (!other.equals(own)) {
        needed.addAll(routesOf(device, other));
      }
    }
    List<RouteSpec> gone = new ArrayList<>(routesOf(device, own));
    gone.sort(Comparator.comparing(spec -> spec.type() == RouteSpec.Type.LOCAL));
    for (RouteSpec spec : gone) {
      if (!needed.contains(spec)) {
        FibRoute route = new FibRoute(spec, Optional.of(device));
        boolean there = netns.ip().fib().routesTo(spec.destination(), spec.table()).contains(route);
        netns.ip().fib().remove(route);
        if (there) {
          netns.notifications().tell(new Notifications.RouteChange(route, true));
        }
      }
    }
  }

  /** Routes that prefer a source address go when it is no longer ours (fib_sync_down_addr). */
  private void forgetSource(IpAddress address) {
    if (netns.ip().addresses().deviceWith(address).isEmpty()) {
      netns
          .ip()
          .fib()
          .removeIf(r -> r.spec().preferredSource().filter(address::equals).isPresent());
    }
  }

  /** The local route of an address, and while the device is up those of its network. */
  private List<RouteSpec> routesOf(Device device, IfAddress own) {
    List<RouteSpec> out = new ArrayList<>();
    IpPrefix prefix = own.network();
    IpAddress source = primaryOf(device, own);
    boolean loopback = device.isLoopback();
    out.add(spec(device, source, IpPrefix.host(own.local()), RouteSpec.Type.LOCAL));
    if (!device.isUp()) {
      return out;
    }
    own.broadcast()
        .filter(broadcast -> !broadcast.isLimitedBroadcast())
        .ifPresent(b -> out.add(spec(device, source, IpPrefix.host(b), RouteSpec.Type.BROADCAST)));
    boolean network =
        !own.secondary()
            && !prefix.equals(IpPrefix.host(own.local()))
            && !IpPrefix.THIS_NETWORK.contains(prefix.network());
    if (network && !own.unrouted()) {
      RouteSpec.Type type = loopback ? RouteSpec.Type.LOCAL : RouteSpec.Type.UNICAST;
      out.add(spec(device, source, prefix, type));
    }
    if (network && prefix.broadcast().isPresent()) {
      IpPrefix all = IpPrefix.host(prefix.broadcast().get());
      RouteSpec broadcast = spec(device, source, all, RouteSpec.Type.BROADCAST);
      if (!out.contains(broadcast)) {
        out.add(broadcast);
      }
    }
    return out;
  }

  /** The primary address of the network of a secondary one; the address itself otherwise. */
  private IpAddress primaryOf(Device device, IfAddress own) {
    if (!own.secondary()) {
      return own.local();
    }
    return netns.ip().addresses().of(device, Family.IPV4).stream()
        .filter(other -> !other.secondary() && other.sharesNetwork(own))
        .map(IfAddress::local)
        .findFirst()
        .orElse(own.local());
  }

  private static RouteSpec spec(
      Device device, IpAddress source, IpPrefix destination, RouteSpec.Type type) {
    return new RouteSpec(
        destination,
        type,
        Optional.empty(),
        Optional.of(device.name()),
        Optional.of(source),
        type == RouteSpec.Type.LOCAL ? RouteSpec.Scope.HOST : RouteSpec.Scope.LINK,
        RouteSpec.Protocol.KERNEL,
        0,
        type == RouteSpec.Type.UNICAST ? RouteSpec.MAIN : RouteSpec.LOCAL);
  }
}
