package passerelle.sim.ipv6;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
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
public final class Addrconf {
  private static final String PREFIX = "net.ipv6.conf.";
  private static final List<String> NAMES = List.of("disable_ipv6");

  /** A device with a smaller MTU has no IPv6 ({@code addrconf_notify}). */
  private static final int MIN_MTU = 1280;

  private final Ipv6Stack stack;
  private final IpStack shared;
  private final Map<Device, Inet6Device> devices = new LinkedHashMap<>();
  private boolean disabledByDefault;

  Addrconf(Ipv6Stack stack) {
    this.stack = stack;
    shared = stack.shared();
    for (String name : List.of("all", "default")) {
      register(name, () -> disabledByDefault, disabled -> setDefault(name, disabled));
    }
  }

  private void register(String name, BooleanSupplier isDisabled, Consumer<Boolean> disable) {
    IntFunction<String> read = i -> isDisabled.getAsBoolean() ? "1" : "0";
    ObjIntConsumer<String> write = (text, i) -> disable.accept(text.equals("1"));
    shared.sysctls().register(PREFIX + name, new Sysctls.Table(NAMES, read, write));
  }

  private void setDefault(String name, boolean disabled) {
    disabledByDefault = disabled;
    if (name.equals("all")) {
      devices.forEach((device, state) -> setDisabled(device, state, disabled));
    }
  }

  /** A device enters the namespace. */
  public void addDevice(Device device) {
    Inet6Device state = new Inet6Device(stack, device, disabledByDefault);
    devices.put(device, state);
    register(device, state);
  }

  /** Gives a device its settings, unless it is too small for IPv6 ({@code ipv6_add_dev}). */
  private void register(Device device, Inet6Device state) {
    if (device.mtu() >= MIN_MTU) {
      register(device.name(), state::isDisabled, disabled -> setDisabled(device, state, disabled));
    }
  }

  /** A device leaves the namespace. */
  public void removeDevice(Device device) {
    devices.remove(device).stop();
    shared.sysctls().unregister(PREFIX + device.name());
  }

  /** Whether a device takes and sends no IPv6. */
  boolean isDisabled(Device device) {
    Inet6Device state = devices.get(device);
    return state == null || state.isDisabled() || device.mtu() < MIN_MTU;
  }

  public void renameDevice(String from, Device device) {
    shared.sysctls().unregister(PREFIX + from);
    register(device, devices.get(device));
  }

  /** A device's MTU was changed: below {@value MIN_MTU} it has no IPv6 settings either. */
  public void mtuChanged(Device device) {
    Inet6Device state = devices.get(device);
    shared.sysctls().unregister(PREFIX + device.name());
    register(device, state);
    if (device.mtu() < MIN_MTU) {
      state.stop();
      clear(device);
    } else {
      stateChanged(device);
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
    } else if (!state.isDisabled() && device.isRunning() && device.mtu() >= MIN_MTU) {
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
