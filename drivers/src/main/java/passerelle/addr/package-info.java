/** Addresses: MAC, IPv4 and IPv6 addresses, prefixes and interface addresses, as values. */
package passerelle.addr;
