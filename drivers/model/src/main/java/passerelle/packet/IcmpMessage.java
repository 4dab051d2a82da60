package passerelle.packet;

/**
 * An ICMP message (RFC 792).
 *
 * @param type message type, 0..255
 * @param code code, 0..255
 * @param rest the four octets after the checksum: identifier and sequence number of an echo,
 *     next-hop MTU in the low half of "fragmentation needed" (RFC 1191), gateway of a redirect
 * @param body echo data, or for an error the packet it is about
 */
public record IcmpMessage(int type, int code, int rest, IcmpBody body) implements Transport {
  public static final int HEADER_LENGTH = 8;
  public static final int ECHO_REPLY = 0;
  public static final int DESTINATION_UNREACHABLE = 3;
  public static final int REDIRECT = 5;
  public static final int ECHO_REQUEST = 8;
  public static final int TIME_EXCEEDED = 11;
  public static final int PARAMETER_PROBLEM = 12;

  public static final int NET_UNREACHABLE = 0;
  public static final int HOST_UNREACHABLE = 1;
  public static final int PROTOCOL_UNREACHABLE = 2;
  public static final int PORT_UNREACHABLE = 3;
  public static final int FRAGMENTATION_NEEDED = 4;
  public static final int NET_PROHIBITED = 9;
  public static final int HOST_PROHIBITED = 10;
  public static final int ADMIN_PROHIBITED = 13;
  public static final int TTL_EXCEEDED = 0;
  public static final int REASSEMBLY_TIME_EXCEEDED = 1;

  public static IcmpMessage echoRequest(int identifier, int sequence, Payload data) {
    return new IcmpMessage(
        ECHO_REQUEST, 0, identifier << 16 | sequence & 0xffff, new IcmpBody.Data(data));
  }

  /** A router says that the packet is too long for what lies behind it, and must not be cut. */
  public boolean isFragmentationNeeded() {
    return type == DESTINATION_UNREACHABLE && code == FRAGMENTATION_NEEDED;
  }

  /** True for the messages that quote a packet: they are never answered with an error. */
  public boolean isError() {
    return type == DESTINATION_UNREACHABLE
        || type == REDIRECT
        || type == 4
        || type == TIME_EXCEEDED
        || type == PARAMETER_PROBLEM;
  }

  public boolean isEcho() {
    return type == ECHO_REQUEST || type == ECHO_REPLY;
  }

  /** The echo identifier, 0..65535. */
  public int identifier() {
    return rest >>> 16;
  }

  /** The echo sequence number, 0..65535. */
  public int sequence() {
    return rest & 0xffff;
  }

  /** Next-hop MTU of "fragmentation needed" in octets; 0 when not told. */
  public int nextHopMtu() {
    return rest & 0xffff;
  }

  public IcmpMessage withIdentifier(int identifier) {
    return new IcmpMessage(type, code, identifier << 16 | rest & 0xffff, body);
  }

  public IcmpMessage withBody(IcmpBody newBody) {
    return new IcmpMessage(type, code, rest, newBody);
  }

  @Override
  public int protocol() {
    return IpProtocol.ICMP;
  }

  @Override
  public int length() {
    return HEADER_LENGTH + body.length();
  }
}
