/**
 * Chapter 1, continued: traffic control. The queueing disciplines that may stand between a device
 * and those who send over it, and the tree that they form. Kernel twins: net/sched/sch_api.c,
 * sch_generic.c, sch_fifo.c, sch_tbf.c, sch_netem.c.
 */
package passerelle.sim.sched;
