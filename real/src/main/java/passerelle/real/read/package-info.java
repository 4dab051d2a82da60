/**
 * What a namespace of the real kernel is like right now, as the values of the port: devices,
 * addresses, routes, neighbours and connections by netlink, rules from {@code iptables-save},
 * sockets and settings from /proc as a thread in the namespace sees it. What the kernel lists in
 * the order of a hash table is sorted, so that two snapshots of the same state are equal.
 */
package passerelle.real.read;
