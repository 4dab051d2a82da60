package passerelle.driver;

import passerelle.kernel.op.Plan;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.network.PortMapping;
import passerelle.network.Sandbox;

/**
 * A network driver (libnetwork/driverapi). All methods are pure: they tell what is to be done, and
 * nothing is done by asking. What a driver does not need stays the empty plan.
 */
public interface NetworkDriver {

  /** The devices and rules of a network. */
  default Plan createNetwork(Network network, HostView host) {
    return Plan.EMPTY;
  }

  /** Takes the network's devices and rules away. */
  default Plan deleteNetwork(Network network) {
    return Plan.EMPTY;
  }

  /** The namespace for a container's endpoints. */
  default Plan openSandbox(Sandbox sandbox) {
    return Plan.EMPTY;
  }

  /** Removes the namespace. */
  default Plan closeSandbox(Sandbox sandbox) {
    return Plan.EMPTY;
  }

  /** Connects a sandbox to the endpoint's network by an interface of the endpoint's name. */
  default Plan join(Endpoint endpoint, Sandbox sandbox) {
    return Plan.EMPTY;
  }

  /** Takes the interface away. */
  default Plan leave(Endpoint endpoint, Sandbox sandbox) {
    return Plan.EMPTY;
  }

  /** The rules of a published port. */
  default Plan publish(Endpoint endpoint, PortMapping mapping) {
    return Plan.EMPTY;
  }
}
