/**
 * The tool {@code conntrack} (conntrack-tools 1.4.8): lists and deletes the connections that a
 * namespace tracks.
 */
package passerelle.sim.userland.conntrack;
