package passerelle.sim.ip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.LinkView;
import passerelle.sim.core.Sysctls;
import passerelle.sim.link.Device;

/**
 * The IPv6 addresses that devices have by themselves (net/ipv6/addrconf.c): ::1 on the loopback, a
 * link-local address on every other device once it has carrier. {@link Ipv6Loopback} sends to ::1,
 * nothing else is sent yet.
 */
public final class Inet6 {
  private static final String PREFIX = "net.ipv6.conf.";

  /** A device with a smaller MTU has no IPv6 ({@code addrconf_notify}). */
  private static final int MIN_MTU = 1280;

  private final Sysctls sysctls;
  private final Map<Device, State> devices = new LinkedHashMap<>();
  private boolean disabledByDefault;

  private static final class State {
    private final List<LinkView.Inet6> addresses = new ArrayList<>(1);
    private boolean disabled;
    private boolean ready;
  }

  public Inet6(Sysctls sysctls) {
    this.sysctls = sysctls;
    for (String name : List.of("all", "default")) {
      sysctls.register(
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
      sysctls.register(
          PREFIX + device.name() + ".disable_ipv6",
          () -> state.disabled ? "1" : "0",
          value -> setDisabled(device, state, value.equals("1")));
    }
  }

  /** A device leaves the namespace. */
  public void removeDevice(Device device) {
    devices.remove(device);
    sysctls.unregister(PREFIX + device.name() + ".");
  }

  public void renameDevice(String from, Device device) {
    sysctls.unregister(PREFIX + from + ".");
    register(device, devices.get(device));
  }

  /** A device's MTU was changed: below {@value MIN_MTU} it has no IPv6 settings either. */
  public void mtuChanged(Device device) {
    sysctls.unregister(PREFIX + device.name() + ".");
    register(device, devices.get(device));
  }

  private void setDisabled(Device device, State state, boolean disabled) {
    state.disabled = disabled;
    state.ready = false;
    state.addresses.clear();
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
      state.addresses.clear();
    } else if (!state.ready && !state.disabled && device.isRunning()) {
      state.ready = true;
      state.addresses.add(
          device.isLoopback()
              ? new LinkView.Inet6(Ipv6Address.LOOPBACK, 128, "host", "kernel_lo")
              : new LinkView.Inet6(device.mac().linkLocal(), 64, "link", "kernel_ll"));
    }
  }

  /** Takes an address away by hand; the device does not get it again before it goes up anew. */
  public void remove(Device device, LinkView.Inet6 address) {
    devices.get(device).addresses.remove(address);
  }

  /** Whether a device has an address. */
  public boolean has(Ipv6Address address) {
    return devices.keySet().stream()
        .flatMap(device -> of(device).stream())
        .anyMatch(own -> own.address().equals(address));
  }

  /** The addresses of a device in order. */
  public List<LinkView.Inet6> of(Device device) {
    State state = devices.get(device);
    return state == null || device.mtu() < MIN_MTU ? List.of() : List.copyOf(state.addresses);
  }
}
