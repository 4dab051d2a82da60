/**
 * Chapter 2: netfilter. The five hooks, the chains walked at them, connection tracking and NAT.
 * Kernel twins: net/netfilter/core.c, net/ipv4/netfilter/ip_tables.c, nf_conntrack_*.c, nf_nat_*.c.
 */
package passerelle.sim.netfilter;
