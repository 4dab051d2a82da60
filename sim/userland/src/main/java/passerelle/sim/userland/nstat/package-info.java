/** {@code nstat} of iproute2 6.15 (misc/nstat.c): how far the kernel's counters have gone. */
package passerelle.sim.userland.nstat;
