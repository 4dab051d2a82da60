package passerelle.packet.codec;

import java.nio.ByteBuffer;
import java.util.List;
import passerelle.addr.Ipv6Address;
import passerelle.addr.MacAddress;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv6Header;
import passerelle.packet.Ipv6Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawTransport;

/**
 * What a host says on an IPv6 link without being asked, as Linux words it: neighbour discovery (RFC
 * 4861) and reports of listeners (MLDv2, RFC 3810).
 */
public final class Icmp6 {
  public static final int ROUTER_SOLICITATION = 133;
  public static final int NEIGHBOUR_SOLICITATION = 135;
  public static final int LISTENER_REPORT = 143;

  /** Octets of the number that a solicitation carries, to know its own echo by (RFC 7527). */
  private static final int NONCE_LENGTH = 6;

  private static final Ipv6Address ALL_ROUTERS = Ipv6Address.of("ff02::2");
  private static final Ipv6Address ALL_REPORTERS = Ipv6Address.of("ff02::16");
  private static final int OPTION_SOURCE_MAC = 1;
  private static final int OPTION_NONCE = 14;

  /** Router alert and padding: the hop-by-hop header of every report (RFC 3810 section 5). */
  private static final byte[] ROUTER_ALERT = {IpProtocol.ICMPV6, 0, 5, 2, 0, 0, 1, 0};

  private static final int HOP_BY_HOP = 0;
  private static final int HEADER = 8;
  private static final int ADDRESS = 16;
  private static final int RECORD = 4 + ADDRESS;
  private static final byte CHANGE_TO_EXCLUDE = 4;
  private static final int CHECKSUM_AT = 2;

  /** Routers do not pass it on. */
  private static final int ON_LINK = 255;

  private Icmp6() {}

  /**
   * Whether anybody has an address already: the question of who has none yet (RFC 4862 section
   * 5.4.2).
   *
   * @param nonce its lower 48 bits go along
   */
  public static Ipv6Packet duplicateAddressDetection(Ipv6Address target, long nonce) {
    ByteBuffer message = message(NEIGHBOUR_SOLICITATION, ADDRESS + 2 + NONCE_LENGTH);
    put(message, target).put((byte) OPTION_NONCE).put((byte) 1);
    message.putShort((short) (nonce >>> Integer.SIZE)).putInt((int) nonce);
    return discovery(Ipv6Address.ANY, target.solicitedNode(), message);
  }

  /** Who routes here? */
  public static Ipv6Packet routerSolicitation(Ipv6Address source, MacAddress mac) {
    ByteBuffer message = message(ROUTER_SOLICITATION, 2 + mac.toBytes().length);
    message.put((byte) OPTION_SOURCE_MAC).put((byte) 1).put(mac.toBytes());
    return discovery(source, ALL_ROUTERS, message);
  }

  /** Says that all of some groups is listened to from now on. */
  public static Ipv6Packet listenerReport(Ipv6Address source, List<Ipv6Address> groups) {
    ByteBuffer message = message(LISTENER_REPORT, RECORD * groups.size());
    message.putShort(HEADER - 2, (short) groups.size());
    for (Ipv6Address group : groups) {
      put(message.put(CHANGE_TO_EXCLUDE).put((byte) 0).putShort((short) 0), group);
    }
    Payload sealed = sealed(source, ALL_REPORTERS, message);
    RawTransport transport =
        new RawTransport(HOP_BY_HOP, Payload.of(ROUTER_ALERT.clone()).plus(sealed));
    return new Ipv6Packet(source, ALL_REPORTERS, new Ipv6Header(0, 0, 1), transport);
  }

  private static ByteBuffer message(int type, int behindHeader) {
    return ByteBuffer.allocate(HEADER + behindHeader).put(0, (byte) type).position(HEADER);
  }

  private static ByteBuffer put(ByteBuffer to, Ipv6Address address) {
    return to.putLong(address.high()).putLong(address.low());
  }

  private static Ipv6Packet discovery(
      Ipv6Address source, Ipv6Address destination, ByteBuffer message) {
    RawTransport transport =
        new RawTransport(IpProtocol.ICMPV6, sealed(source, destination, message));
    return new Ipv6Packet(source, destination, new Ipv6Header(0, 0, ON_LINK), transport);
  }

  private static Payload sealed(Ipv6Address source, Ipv6Address destination, ByteBuffer message) {
    byte[] bytes = message.array();
    int checksum =
        new Checksum()
            .addPseudoHeader(source, destination, IpProtocol.ICMPV6, bytes.length)
            .add(bytes)
            .value();
    message.putShort(CHECKSUM_AT, (short) checksum);
    return Payload.of(bytes);
  }
}
