/**
 * Chapter 4: IPv4. Addresses of devices, routing tables, the neighbour table with ARP, and a
 * packet's way in, through and out, with fragmentation and ICMP. Kernel twins: net/ipv4/devinet.c,
 * fib_frontend.c, fib_trie.c, route.c, arp.c, net/core/neighbour.c, ip_input.c, ip_forward.c,
 * ip_output.c, ip_fragment.c, icmp.c.
 */
package passerelle.sim.ip;
