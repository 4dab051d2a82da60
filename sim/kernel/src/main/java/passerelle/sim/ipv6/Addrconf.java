package passerelle.sim.ipv6;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.core.Sysctls;
import passerelle.sim.ip.IpStack;
import passerelle.sim.link.Device;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.Lifetime;

/**
 * Gives devices the addresses that they have by themselves (net/ipv6/addrconf.c): ::1 to the
 * loopback, a link-local one to every other device once it has carrier.
 */
public final class Addrconf implements Sysctls.Directories<Addrconf.Settings> {
  private static final Sysctls.Table<Settings> TABLE =
      new Sysctls.Table<Settings>()
          .with(
              "disable_ipv6",
              its -> its.conf.isDisabled(its.name) ? "1" : "0",
              (its, value) -> its.conf.setDisabled(its.name, value.equals("1")));

  /** A device with a smaller MTU has no IPv6 ({@code addrconf_notify}). */
  private static final int MIN_MTU = 1280;

  private final Ipv6Stack stack;
  private final IpStack shared;
  private final Map<Device, Inet6Device> devices = new LinkedHashMap<>();
  private boolean disabledByDefault;

  Addrconf(Ipv6Stack stack) {
    this.stack = stack;
    shared = stack.shared();
    shared.sysctls().register("net.ipv6.conf.", this, TABLE);
  }

  /** Those of a device, {@code all} or {@code default}. */
  record Settings(Addrconf conf, String name) {}

  @Override
  public Stream<String> names() {
    return Stream.concat(
        Stream.of("all", "default"),
        devices.keySet().stream().filter(Addrconf::isLargeEnough).map(Device::name));
  }

  @Override
  public Optional<Settings> find(String name) {
    return names().filter(name::equals).findFirst().map(known -> new Settings(this, known));
  }

  /** A device that is too small for IPv6 has no settings either ({@code ipv6_add_dev}). */
  private static boolean isLargeEnough(Device device) {
    return device.mtu() >= MIN_MTU;
  }

  private Stream<Map.Entry<Device, Inet6Device>> named(String name) {
    return devices.entrySet().stream().filter(e -> e.getKey().name().equals(name));
  }

  private boolean isDisabled(String name) {
    return named(name)
        .map(device -> device.getValue().isDisabled())
        .findFirst()
        .orElse(disabledByDefault);
  }

  private void setDisabled(String name, boolean disabled) {
    if (name.equals("all") || name.equals("default")) {
      disabledByDefault = disabled;
    }
    Stream<Map.Entry<Device, Inet6Device>> concerned =
        name.equals("all") ? devices.entrySet().stream() : named(name);
    concerned.forEach(device -> setDisabled(device.getKey(), device.getValue(), disabled));
  }

  /** A device enters the namespace. */
  public void addDevice(Device device) {
    devices.put(device, new Inet6Device(stack, device, disabledByDefault));
  }

  /** A device leaves the namespace. */
  public void removeDevice(Device device) {
    devices.remove(device).stop();
  }

  /** Whether a device takes and sends no IPv6. */
  boolean isDisabled(Device device) {
    Inet6Device state = devices.get(device);
    return state == null || state.isDisabled() || !isLargeEnough(device);
  }

  /** A device's MTU was changed: below {@value MIN_MTU} it has no IPv6. */
  public void mtuChanged(Device device) {
    if (isLargeEnough(device)) {
      stateChanged(device);
    } else {
      devices.get(device).stop();
      clear(device);
    }
  }

  private void setDisabled(Device device, Inet6Device state, boolean disabled) {
    state.setDisabled(disabled);
    state.stop();
    clear(device);
    stateChanged(device);
  }

  /** A device went up or down, or got carrier ({@code addrconf_notify}). */
  public void stateChanged(Device device) {
    Inet6Device state = devices.get(device);
    if (state == null) {
      return;
    }
    if (!device.isUp()) {
      state.stop();
      clear(device);
    } else if (state.isReady()) {
      state.carrierChanged();
    } else if (!state.isDisabled() && device.isRunning() && isLargeEnough(device)) {
      IfAddress own = own(device);
      shared.addresses().insert(device, Optional.empty(), own);
      state.start((Ipv6Address) own.local());
    }
  }

  private static IfAddress own(Device device) {
    return device.isLoopback()
        ? own(Ipv6Address.LOOPBACK, 128, RouteSpec.Scope.HOST, "kernel_lo")
        : own(device.mac().linkLocal(), 64, RouteSpec.Scope.LINK, "kernel_ll");
  }

  private static IfAddress own(
      Ipv6Address address, int length, RouteSpec.Scope scope, String protocol) {
    IpInterfaceAddress own = new IpInterfaceAddress(address, length);
    return new IfAddress(
        own,
        Optional.empty(),
        Optional.empty(),
        scope,
        false,
        Optional.empty(),
        Lifetime.FOREVER,
        protocol,
        false);
  }

  private void clear(Device device) {
    for (IfAddress own : shared.addresses().of(device, Family.IPV6)) {
      shared.addresses().remove(device, own);
    }
  }
}
