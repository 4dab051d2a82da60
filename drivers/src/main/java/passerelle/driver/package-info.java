/**
 * The network drivers as pure functions: from a network, an endpoint and a view of the host to a
 * plan of kernel operations. Their twins are libnetwork/drivers/bridge, host and null, and the
 * shared sandbox of {@code --network container:}.
 */
package passerelle.driver;
