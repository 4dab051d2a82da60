/**
 * Chapter 4, concluded: IPv6, as far as programs stay within one machine: the addresses that
 * devices have by themselves, what they say of them on their link, and the way from ::1 through
 * {@code lo} to ::1. No ip6tables rule is asked on it. Kernel twins: net/ipv6/addrconf.c, ndisc.c,
 * mcast.c, route.c, ip6_output.c, ip6_input.c.
 */
package passerelle.sim.ipv6;
