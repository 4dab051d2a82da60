package passerelle.netfilter;

import passerelle.addr.Family;

/**
 * How {@code iptables -L} prints.
 *
 * @param family whose unspecified address stands for "any"
 * @param numeric {@code -n}: no names for addresses, ports and protocols
 * @param names where names come from
 */
public record ListingStyle(Family family, boolean numeric, NameService names) {}
