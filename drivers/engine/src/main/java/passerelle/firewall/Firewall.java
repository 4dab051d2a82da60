package passerelle.firewall;

import java.util.function.Supplier;
import passerelle.addr.IpAddress;
import passerelle.kernel.RulesView;
import passerelle.kernel.op.Plan;
import passerelle.network.PortMapping;

/**
 * The rules of an engine version. Each method tells what is added; the plan's inverse removes it
 * again.
 */
public interface Firewall {

  /** Makes the firewall of a host. */
  @FunctionalInterface
  interface Maker {

    /**
     * The rules of a host.
     *
     * @param netns the host's namespace
     */
    Firewall make(String netns, FirewallSettings settings);
  }

  /** Chains, and jumps to them, when the engine starts, before there is any network. */
  Plan start();

  /** The chain for the administrator's own rules, after the default network is there. */
  Plan userChain();

  /** A bridge network. */
  Plan network(BridgeRules bridge);

  /**
   * Puts the common jumps back to the top of FORWARD, above the rules of a new network.
   *
   * @param present reads the rules that are there
   */
  default Plan arrange(Supplier<RulesView> present) {
    return Plan.EMPTY;
  }

  /** A container's address on a bridge network. */
  Plan endpoint(BridgeRules bridge, IpAddress address);

  /** A published port. */
  Plan port(BridgeRules bridge, PortMapping mapping);
}
