package passerelle.packet;

/**
 * A UDP datagram (RFC 768).
 *
 * @param sourcePort 0..65535
 * @param destinationPort 0..65535
 * @param payload the data
 */
public record UdpDatagram(int sourcePort, int destinationPort, Payload payload)
    implements Transport {
  public static final int HEADER_LENGTH = 8;

  @Override
  public int protocol() {
    return IpProtocol.UDP;
  }

  @Override
  public int length() {
    return HEADER_LENGTH + payload.length();
  }
}
