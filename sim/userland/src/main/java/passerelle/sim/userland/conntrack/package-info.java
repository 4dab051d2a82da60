/**
 * The tool {@code conntrack} (conntrack-tools 1.4.8): lists, makes, changes and deletes the
 * connections that a namespace tracks, and tells of what becomes of them.
 */
package passerelle.sim.userland.conntrack;
