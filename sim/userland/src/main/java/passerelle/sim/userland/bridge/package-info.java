/**
 * The tools for bridges: {@code bridge} of iproute2 6.15 (bridge/link.c, fdb.c) and {@code brctl}
 * of bridge-utils 1.7.
 */
package passerelle.sim.userland.bridge;
