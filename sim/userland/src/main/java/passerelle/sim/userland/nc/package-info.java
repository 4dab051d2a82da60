/** Bytes by hand over TCP and UDP: OpenBSD's nc, BusyBox's nc, and telnet. */
package passerelle.sim.userland.nc;
