/** Names asked for by hand: BIND's dig, host and nslookup, BusyBox's nslookup, and getent. */
package passerelle.sim.userland.dns;
