/**
 * Chapter 3: the bridge. Ports, the forwarding database, flooding, and bridge-netfilter, which
 * shows bridged IPv4 packets to iptables. Kernel twins: net/bridge/br_input.c, br_forward.c,
 * br_fdb.c, br_device.c, br_if.c, br_netfilter_hooks.c.
 */
package passerelle.sim.bridge;
