package passerelle.packet;

/** What follows the eight octets of an ICMP header. */
public sealed interface IcmpBody {

  /** Octets on the wire. */
  int length();

  /**
   * Plain data, as in an echo.
   *
   * @param data the octets
   */
  record Data(Payload data) implements IcmpBody {
    @Override
    public int length() {
      return data.length();
    }
  }

  /**
   * The packet that an error is about, cut to {@code length} octets (Linux quotes as much as fits
   * into 576 octets, net/ipv4/icmp.c:__icmp_send).
   *
   * @param packet the whole packet as its sender is told of it
   * @param length octets quoted, IP header included
   */
  record Quote(Ipv4Packet packet, int length) implements IcmpBody {}
}
