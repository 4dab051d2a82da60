/**
 * ICMP echoes by the dozen: what sends them and tells the answers to each ({@code Echoes}, which
 * BusyBox's traceroute has, too), and the tools that measure many hosts or hops, mtr and fping.
 */
package passerelle.sim.userland.probes;
