/**
 * Addresses as values: those of Ethernet, those of IP, their prefixes, and how interfaces and
 * sockets have them. What holds for IPv4 and IPv6 alike is asked of {@link
 * passerelle.addr.IpAddress}, so that callers need not know the family; text that is of one family
 * alone is read by its {@link passerelle.addr.Family}.
 */
package passerelle.addr;
