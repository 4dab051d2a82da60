/**
 * The tools that list sockets: {@code ss} of iproute2 6.15 (misc/ss.c) and {@code netstat} of
 * net-tools and of BusyBox.
 */
package passerelle.sim.userland.ss;
