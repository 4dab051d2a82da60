/**
 * The tools that find the way to a machine by what comes back: traceroute 2.1 and BusyBox's, which
 * send probes with a growing time to live, and tracepath, which also finds the path MTU. Twins:
 * traceroute's {@code traceroute.c} and {@code mod-*.c}, iputils' {@code tracepath.c}, BusyBox's
 * {@code networking/traceroute.c}.
 */
package passerelle.sim.userland.traceroute;
