/**
 * Chapter 4: what both address families share. Addresses of devices, routing tables and rules, the
 * neighbour table, counters, and who takes a packet. Kernel twins: net/core/dev.c, neighbour.c,
 * fib_rules.c, net/ipv4/fib_trie.c, include/net/flow.h.
 */
package passerelle.sim.ip;
