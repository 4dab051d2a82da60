package passerelle.packet.dns;

/**
 * A resource record of class IN.
 *
 * @param name its owner, without the final dot
 * @param type record type
 * @param ttl seconds that it may be kept
 * @param data as a zone file writes it: a dotted quad, an IPv6 address, a name with its final dot;
 *     of a type that is not understood, hexadecimal digits
 */
public record DnsRecord(String name, int type, long ttl, String data) {}
