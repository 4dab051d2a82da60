/**
 * Chapter 4, continued: IPv4. Routing, ARP, and a packet's way in, through and out, with
 * fragmentation and ICMP. Kernel twins: net/ipv4/devinet.c, fib_frontend.c, route.c, arp.c,
 * ip_input.c, ip_forward.c, ip_output.c, ip_fragment.c, icmp.c.
 */
package passerelle.sim.ipv4;
