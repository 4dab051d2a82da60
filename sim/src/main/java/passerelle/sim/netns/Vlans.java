package passerelle.sim.netns;

import java.util.List;
import passerelle.kernel.KernelException;
import passerelle.sim.link.Device;

/** The devices of VLANs go up, down and away with what they stand on (net/8021q/vlan.c). */
public final class Vlans {
  private final Namespaces namespaces;

  Vlans(Namespaces namespaces) {
    this.namespaces = namespaces;
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
