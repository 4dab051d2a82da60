package passerelle.packet.dns;

/**
 * What is asked.
 *
 * @param name the name without its final dot; empty for the root
 * @param type record type, 0..65535
 */
public record DnsQuestion(String name, int type) {}
