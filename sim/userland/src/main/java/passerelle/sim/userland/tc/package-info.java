/**
 * {@code tc} of iproute2 6.15: queueing disciplines, classes and filters (tc/tc_qdisc.c, q_*.c).
 */
package passerelle.sim.userland.tc;
