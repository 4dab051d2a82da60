package passerelle.packet;

/**
 * A TCP segment (RFC 9293 section 3.1).
 *
 * @param sourcePort 0..65535
 * @param destinationPort 0..65535
 * @param sequence sequence number, 32 bits
 * @param acknowledgment acknowledgment number, 32 bits; meaningful with ACK
 * @param flags any of the flag constants, or-ed
 * @param window the window field as sent (not scaled), 0..65535
 * @param options the options
 * @param payload the data
 */
public record TcpSegment(
    int sourcePort,
    int destinationPort,
    int sequence,
    int acknowledgment,
    int flags,
    int window,
    TcpOptions options,
    Payload payload)
    implements Transport {
  public static final int FIN = 1;
  public static final int SYN = 2;
  public static final int RST = 4;
  public static final int PSH = 8;
  public static final int ACK = 16;
  public static final int URG = 32;
  public static final int ECE = 64;
  public static final int CWR = 128;

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Sequence numbers the segment takes: data, and one each for SYN and FIN. */
  public int sequenceLength() {
    return payload.length() + (has(SYN) ? 1 : 0) + (has(FIN) ? 1 : 0);
  }

  public TcpSegment withPorts(int source, int destination) {
    return new TcpSegment(
        source, destination, sequence, acknowledgment, flags, window, options, payload);
  }

  public int headerLength() {
    return 20 + options.length();
  }

  @Override
  public int protocol() {
    return IpProtocol.TCP;
  }

  @Override
  public int length() {
    return headerLength() + payload.length();
  }
}
