/**
 * The network drivers as pure functions: from a network, an endpoint and a view of the host to a
 * plan of kernel operations. Their twins are libnetwork/drivers/bridge, macvlan, ipvlan, host and
 * null; {@code --network container:} has no driver, it shares a sandbox.
 */
package passerelle.driver;
