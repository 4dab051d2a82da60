package passerelle.packet;

/**
 * The octets behind an IP header that are not read further: a fragment, a protocol that is not
 * modelled, or a damaged header.
 *
 * @param protocol the IP protocol number, 0..255
 * @param payload the octets
 */
public record RawTransport(int protocol, Payload payload) implements Transport {
  @Override
  public int length() {
    return payload.length();
  }
}
