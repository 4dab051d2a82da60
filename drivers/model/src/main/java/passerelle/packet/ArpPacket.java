package passerelle.packet;

import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.addr.MacAddress;

/**
 * An ARP packet for IPv4 over Ethernet (RFC 826).
 *
 * @param operation request or reply
 * @param senderMac sender hardware address
 * @param senderIp sender protocol address; 0.0.0.0 in a probe (RFC 5227)
 * @param targetMac target hardware address; zero in a request of the kernel's
 * @param targetIp target protocol address
 */
public record ArpPacket(
    Operation operation,
    MacAddress senderMac,
    Ipv4Address senderIp,
    MacAddress targetMac,
    Ipv4Address targetIp)
    implements L3Packet {

  /** The operation field; codes 1 and 2. */
  public enum Operation {
    REQUEST,
    REPLY;

    public int code() {
      return ordinal() + 1;
    }
  }

  /** {@code who-has target tell sender}. */
  public static ArpPacket request(MacAddress senderMac, IpAddress senderIp, IpAddress target) {
    return new ArpPacket(
        Operation.REQUEST,
        senderMac,
        (Ipv4Address) senderIp,
        MacAddress.ZERO,
        (Ipv4Address) target);
  }

  /** The same, with another target hardware address; nobody looks at that of a request. */
  public ArpPacket asking(MacAddress target) {
    return new ArpPacket(operation, senderMac, senderIp, target, targetIp);
  }

  /** Answers {@code request}: its target is at {@code mac}. */
  public static ArpPacket replyTo(ArpPacket request, MacAddress mac) {
    return new ArpPacket(
        Operation.REPLY, mac, request.targetIp, request.senderMac, request.senderIp);
  }

  /** Sender and target address are one: an announcement (RFC 5227 section 3). */
  public boolean isGratuitous() {
    return senderIp.equals(targetIp);
  }

  @Override
  public int etherType() {
    return EtherType.ARP;
  }

  @Override
  public int length() {
    return 28;
  }
}
