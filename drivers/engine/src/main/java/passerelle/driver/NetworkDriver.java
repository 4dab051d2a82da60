package passerelle.driver;

import java.util.Collection;
import java.util.Optional;
import passerelle.addr.IpPrefix;
import passerelle.addr.MacAddress;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.RouteSpec;
import passerelle.kernel.op.Why;
import passerelle.network.DriverOptions;
import passerelle.network.Endpoint;
import passerelle.network.LinkedChild;
import passerelle.network.Network;
import passerelle.network.NetworkException;
import passerelle.network.NetworkSpec;
import passerelle.network.PortMapping;
import passerelle.network.Sandbox;

/**
 * A network driver (libnetwork/driverapi). All methods are pure: they tell what is to be done, and
 * nothing is done by asking. What a driver does not need stays the empty plan.
 */
public interface NetworkDriver {

  /** Its name, as {@code docker network create --driver} takes it. */
  String type();

  /**
   * There is one network of it, which the engine makes, and that one has no addresses
   * (libnetwork/network.go:hasSpecialDriver).
   */
  default boolean isSpecial() {
    return false;
  }

  /** What it does once, when the engine starts, before the first network. */
  default Plan start(HostView host) {
    return Plan.EMPTY;
  }

  /** What it does once the default networks are there. */
  default Plan started() {
    return Plan.EMPTY;
  }

  /** Takes back what an engine has left that ran here before. */
  default Plan cleanUp(HostView host) {
    return Plan.EMPTY;
  }

  /** Reads a network's options. */
  default DriverOptions options(NetworkSpec spec) throws NetworkException {
    return DriverOptions.NONE;
  }

  /** A hardware address for the device of a new network, if it gives it one. */
  default Optional<MacAddress> deviceAddress() {
    return Optional.empty();
  }

  /** Refuses a network that it cannot make beside the others, or on such a host. */
  default void check(Network network, Collection<Network> others, HostView host)
      throws NetworkException {}

  /** A network's own device, which stays although what follows fails. */
  default Plan createDevice(Network network, HostView host) {
    return Plan.EMPTY;
  }

  /** The other devices and the rules of a network (CreateNetwork). */
  default Plan createNetwork(Network network, HostView host) {
    return Plan.EMPTY;
  }

  /** Takes the network's devices and rules away (DeleteNetwork). */
  default Plan deleteNetwork(Network network) {
    return Plan.EMPTY;
  }

  /** The namespace for a container's endpoints. */
  default Plan openSandbox(Sandbox sandbox) {
    return Plan.of(new KernelOp.AddNetns(sandbox.netns()), Why.of("sandbox.open"));
  }

  /** Removes the namespace. */
  default Plan closeSandbox(Sandbox sandbox) {
    return Plan.of(new KernelOp.DeleteNetns(sandbox.netns()), Why.of("sandbox.close"));
  }

  /**
   * Connects a sandbox to the endpoint's network by an interface of the endpoint's name
   * (CreateEndpoint, Join).
   */
  default Plan join(Endpoint endpoint, Sandbox sandbox) {
    return Plan.EMPTY;
  }

  /** Tells the neighbours of an interface that has come up. */
  default Plan announce(Endpoint endpoint, Sandbox sandbox) {
    return Plan.EMPTY;
  }

  /** What an endpoint needs whose container has gone on while there was no engine. */
  default Plan restore(Endpoint endpoint) {
    return Plan.EMPTY;
  }

  /** Takes the interface away (Leave, DeleteEndpoint). */
  default Plan leave(Endpoint endpoint, Sandbox sandbox) {
    return Plan.EMPTY;
  }

  /** The sandbox's default route by an endpoint; inverse it to take the route away. */
  default Plan defaultRoute(Endpoint endpoint, Sandbox sandbox) {
    Plan.Builder plan = new Plan.Builder();
    endpoint
        .gateway()
        .ifPresent(
            gateway ->
                plan.add(
                    new KernelOp.AddRoute(
                        sandbox.netns(),
                        RouteSpec.via(IpPrefix.all(gateway.family()), gateway, endpoint.device())),
                    "sandbox.route",
                    gateway));
    return plan.build();
  }

  /** How ports of a network's containers are published; empty where they are not. */
  default Optional<Publication> publication(Network network) {
    return Optional.empty();
  }

  /** The rules of a published port (ProgramExternalConnectivity). */
  default Plan publish(Endpoint endpoint, PortMapping mapping) {
    return Plan.EMPTY;
  }

  /** Forgets what is tracked of an endpoint and of what it has published. */
  default Plan forget(Endpoint endpoint) {
    return Plan.EMPTY;
  }

  /** What a legacy link needs where containers may not talk to each other. */
  default Plan link(Endpoint parent, LinkedChild child) {
    return Plan.EMPTY;
  }
}
