package passerelle.sim.netns;

import java.util.List;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.link.Device;
import passerelle.sim.link.Vlan;

/** Makes the devices of VLANs, which go up, down and away with what they stand on (net/8021q). */
public final class Vlans {
  /** The last identifier is reserved ({@code VLAN_VID_MASK}). */
  private static final int LAST = 4094;

  private final Namespaces namespaces;

  Vlans(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /**
   * Makes the device of a VLAN of {@code lower}, with its address if it is given no other.
   *
   * @throws KernelException ERANGE, EEXIST, EINVAL with the kernel's own words
   */
  public Vlan add(
      Netns netns,
      String name,
      Optional<Device> lower,
      Optional<Integer> id,
      Optional<MacAddress> mac)
      throws KernelException {
    if (id.isPresent() && id.get() > LAST) {
      throw new KernelException(Errno.ERANGE, "Invalid VLAN id");
    }
    Links.checkMac(mac);
    if (id.isEmpty()) {
      throw new KernelException(Errno.EINVAL, "VLAN properties not specified");
    }
    if (lower.isEmpty()) {
      throw new KernelException(Errno.EINVAL, "link not specified");
    }
    Device under = lower.get();
    if (under.isLoopback()) {
      throw new KernelException(Errno.EOPNOTSUPP, "VLANs not supported on device");
    }
    if (under.vlans().containsKey(id.get())) {
      throw new KernelException(Errno.EEXIST, "VLAN device already exists");
    }
    Links.checkName(netns, name);
    Vlan vlan = new Vlan(namespaces.machine(), name, mac.orElse(under.mac()), under, id.get());
    under.vlans().put(id.get(), vlan);
    netns.add(vlan);
    return vlan;
  }

  /** A device is gone: so are its VLANs. */
  void lowerGone(Device lower) throws KernelException {
    for (Device vlan : List.copyOf(lower.vlans().values())) {
      namespaces.links().delete(namespaces.require(vlan.netns()), vlan);
    }
  }

  /** A device went up or down: its VLANs follow ({@code vlan_device_event}). */
  static void follow(Netns netns, Device lower) throws KernelException {
    for (Device vlan : lower.vlans().values()) {
      if (vlan.netns().equals(netns.name())) {
        netns.setUp(vlan, lower.isUp());
      }
    }
  }
}
