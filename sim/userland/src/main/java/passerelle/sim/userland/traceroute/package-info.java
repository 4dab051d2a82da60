/**
 * The tools that find the way to a machine by what comes back: traceroute 2.1 and BusyBox's, which
 * send probes with a growing time to live, tracepath, which also finds the path MTU, and arping,
 * which asks the link itself. Twins: traceroute's {@code traceroute.c} and {@code mod-*.c},
 * iputils' {@code tracepath.c}, Habets' {@code arping.c}, BusyBox's {@code networking/}.
 */
package passerelle.sim.userland.traceroute;
