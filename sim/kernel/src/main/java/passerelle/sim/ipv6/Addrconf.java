package passerelle.sim.ipv6;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.op.RouteSpec;
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

  /** A device with a smaller MTU has no IPv6 ({@code addrconf_notify}). */
  private static final int MIN_MTU = 1280;

  private final IpStack shared;
  private final Map<Device, State> devices = new LinkedHashMap<>();
  private boolean disabledByDefault;

  private static final class State {
    private boolean disabled;
    private boolean ready;
  }

  public Addrconf(IpStack shared) {
    this.shared = shared;
    for (String name : List.of("all", "default")) {
      shared
          .sysctls()
          .register(
              PREFIX + name + ".disable_ipv6",
              () -> disabledByDefault ? "1" : "0",
              value -> setDefault(name, value.equals("1")));
    }
  }

  private void setDefault(String name, boolean disabled) {
    disabledByDefault = disabled;
    if (name.equals("all")) {
      devices.forEach((device, state) -> setDisabled(device, state, disabled));
    }
  }

  /** A device enters the namespace. */
  public void addDevice(Device device) {
    State state = new State();
    state.disabled = disabledByDefault;
    devices.put(device, state);
    register(device, state);
  }

  /** Gives a device its settings, unless it is too small for IPv6 ({@code ipv6_add_dev}). */
  private void register(Device device, State state) {
    if (device.mtu() >= MIN_MTU) {
      shared
          .sysctls()
          .register(
              PREFIX + device.name() + ".disable_ipv6",
              () -> state.disabled ? "1" : "0",
              value -> setDisabled(device, state, value.equals("1")));
    }
  }

  /** A device leaves the namespace. */
  public void removeDevice(Device device) {
    devices.remove(device);
    shared.sysctls().unregister(PREFIX + device.name() + ".");
  }

  public void renameDevice(String from, Device device) {
    shared.sysctls().unregister(PREFIX + from + ".");
    register(device, devices.get(device));
  }

  /** A device's MTU was changed: below {@value MIN_MTU} it has no IPv6 settings either. */
  public void mtuChanged(Device device) {
    State state = devices.get(device);
    shared.sysctls().unregister(PREFIX + device.name() + ".");
    register(device, state);
    if (device.mtu() < MIN_MTU) {
      state.ready = false;
      clear(device);
    } else {
      stateChanged(device);
    }
  }

  private void setDisabled(Device device, State state, boolean disabled) {
    state.disabled = disabled;
    state.ready = false;
    clear(device);
    stateChanged(device);
  }

  /** A device went up or down, or got carrier ({@code addrconf_notify}). */
  public void stateChanged(Device device) {
    State state = devices.get(device);
    if (state == null) {
      return;
    }
    if (!device.isUp()) {
      state.ready = false;
      clear(device);
    } else if (!state.ready && !state.disabled && device.isRunning() && device.mtu() >= MIN_MTU) {
      state.ready = true;
      shared.addresses().insert(device, Optional.empty(), own(device));
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
        protocol);
  }

  private void clear(Device device) {
    for (IfAddress own : shared.addresses().of(device, Family.IPV6)) {
      shared.addresses().remove(device, own);
    }
  }
}
