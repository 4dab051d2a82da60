/**
 * Is it there? ping and arping, each in two flavours. Twins: iputils' {@code ping/}, Habets' {@code
 * arping.c}, BusyBox's {@code networking/ping.c} and {@code arping.c}.
 */
package passerelle.sim.userland.ping;
