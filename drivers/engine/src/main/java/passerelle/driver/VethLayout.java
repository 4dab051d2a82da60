package passerelle.driver;

import passerelle.kernel.op.Plan;
import passerelle.network.Endpoint;
import passerelle.network.Sandbox;

/** How an engine version lays a veth pair between the host and a sandbox, and removes it. */
public interface VethLayout {

  /**
   * The pair: one end in the host, the other in the sandbox under the endpoint's name.
   *
   * @param hostNetns the host's namespace
   * @param mtu in octets
   */
  Plan lay(Endpoint endpoint, Sandbox sandbox, String hostNetns, int mtu);

  /** Removes the pair while the sandbox goes on: its end comes back to the host first. */
  Plan remove(Endpoint endpoint, Sandbox sandbox, String hostNetns);

  /** Tells the neighbours of an interface that has just come up. */
  default Plan announce(Endpoint endpoint, Sandbox sandbox) {
    return Plan.EMPTY;
  }

  /** Whether the number of a removed interface is given to the next one. */
  boolean reusesNames();
}
