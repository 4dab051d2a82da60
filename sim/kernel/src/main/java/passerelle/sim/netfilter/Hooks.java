package passerelle.sim.netfilter;

import java.util.Optional;
import passerelle.netfilter.Hook;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.NftFamily;

/** Where the packet's path asks netfilter ({@code nf_hook_slow}). */
public interface Hooks {

  /**
   * Runs everything registered at a hook, in the order of priorities.
   *
   * @param in device that the packet came in by; empty for packets of our own
   * @param out device that it will leave by; empty before routing
   */
  Verdict run(Hook hook, Skb skb, Optional<Device> in, Optional<Device> out);

  /**
   * Shows a frame to the rules of a family that is not IP's; false when one of them has dropped it.
   */
  boolean passes(NftFamily family, Hook hook, Skb skb, Optional<Device> in, Optional<Device> out);

  /** True when nothing is registered at any hook, so that the path need not ask. */
  boolean isIdle();
}
