/**
 * Names asked for by hand: BIND's dig, host and nslookup, BusyBox's nslookup, and getent as glibc
 * and musl have it.
 */
package passerelle.sim.userland.dns;
