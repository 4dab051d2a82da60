package passerelle.sim.ip;

import passerelle.sim.core.Machine;
import passerelle.sim.link.Device;
import passerelle.sim.netfilter.Hooks;

/**
 * The parts of one address family in a namespace, which find each other and what is shared here
 * ({@code struct netns_ipv4}, {@code netns_ipv6}).
 */
public abstract class FamilyStack {
  private final IpStack shared;

  protected FamilyStack(IpStack shared) {
    this.shared = shared;
  }

  /** What it shares with the other family. */
  public final IpStack shared() {
    return shared;
  }

  public final Machine machine() {
    return shared.machine();
  }

  public final String netns() {
    return shared.netns();
  }

  public final Hooks hooks() {
    return shared.hooks();
  }

  public final Device loopback() {
    return shared.loopback();
  }

  public final Mib mib() {
    return shared.mib();
  }

  public final InterfaceAddresses addresses() {
    return shared.addresses();
  }
}
