package passerelle.scenarios.compare;

import java.util.Optional;
import java.util.stream.Stream;
import passerelle.packet.ArpPacket;
import passerelle.packet.EthernetFrame;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.L3Packet;
import passerelle.packet.RawTransport;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;

/**
 * The conversation that a frame is part of. The two directions of TCP and of ARP are one, those of
 * UDP and ICMP echo are two, as are what leaves a device and what comes in; the ICMP errors about a
 * conversation are one of their own.
 *
 * @param title what conversations of the same part share: protocol, addresses, and ports that
 *     nobody has drawn
 * @param id what tells it from all others on the device
 */
record Flow(String title, String id) {

  /** Empty for a fragment without ports, which belongs to the flow of its first fragment. */
  static Optional<Flow> of(L3Packet packet) {
    if (packet instanceof IpPacket ip) {
      return of(ip, ip.isFragment());
    }
    if (packet instanceof ArpPacket arp) {
      return Optional.of(plain("arp", arp.senderIp().toString(), arp.targetIp().toString()));
    }
    return Optional.of(plain("ethertype " + Integer.toHexString(packet.etherType())));
  }

  /** The flow of a frame too short for a header. */
  static Flow ofRubbish() {
    return plain("rubbish");
  }

  private static Optional<Flow> of(IpPacket ip, boolean part) {
    if (part && ip.fragmentOffset() != 0) {
      return Optional.empty();
    }
    String from = ip.source().toString();
    String to = ip.destination().toString();
    Transport transport = Unsummed.read(ip, part);
    if (transport instanceof TcpSegment tcp) {
      return Optional.of(ports("tcp", from, tcp.sourcePort(), to, tcp.destinationPort()));
    }
    if (transport instanceof UdpDatagram udp) {
      return Optional.of(oneWay(from, udp.sourcePort(), to, udp.destinationPort()));
    }
    if (transport instanceof IcmpMessage icmp) {
      return icmp.body() instanceof IcmpBody.Quote quote
          ? of(quote.packet(), true).map(Flow::errors)
          : Optional.of(icmp(icmp, from, to));
    }
    return Optional.of(plain("ip " + ((RawTransport) transport).protocol(), from, to));
  }

  private static Flow icmp(IcmpMessage icmp, String from, String to) {
    if (!icmp.isEcho()) {
      return plain("icmp " + icmp.type(), from, to);
    }
    String title = "icmp echo " + from + " > " + to;
    return new Flow(title, title + " " + icmp.identifier());
  }

  /**
   * This flow as it leaves a device, or comes in. Where a router sends packets back the way they
   * came, the first may be back before the second has left or not.
   */
  Flow going(boolean out) {
    boolean oneConversation = title.startsWith("tcp ") || title.startsWith("arp ");
    String way = out ? " out" : " in";
    return oneConversation ? this : new Flow(title + way, id + way);
  }

  /** This flow inside a tunnel. */
  Flow within(String tunnel) {
    return new Flow(title + " in " + tunnel, id + " in " + tunnel);
  }

  /** The errors about this flow: when they come has nothing to do with when its packets do. */
  private Flow errors() {
    return new Flow("errors about " + title, "errors about " + id);
  }

  private static Flow ports(String protocol, String from, int port, String to, int toPort) {
    return new Flow(
        sorted(protocol, from + "." + named(port), to + "." + named(toPort)),
        sorted(protocol, from + "." + port, to + "." + toPort));
  }

  private static Flow oneWay(String from, int port, String to, int toPort) {
    return new Flow(
        "udp " + from + "." + named(port) + " > " + to + "." + named(toPort),
        "udp " + from + "." + port + " > " + to + "." + toPort);
  }

  private static String named(int port) {
    return PacketRules.isEphemeral(port) ? "<port>" : String.valueOf(port);
  }

  private static Flow plain(String protocol, String... ends) {
    String title = sorted(protocol, ends);
    return new Flow(title, title);
  }

  private static String sorted(String protocol, String... ends) {
    return Stream.concat(Stream.of(protocol), Stream.of(ends).sorted())
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }

  /** The key by which the fragments of one packet find each other. */
  static Optional<String> fragments(EthernetFrame frame) {
    return frame.packet() instanceof IpPacket ip && ip.isFragment()
        ? Optional.of(ip.source() + " " + ip.destination() + " " + ip.protocol() + " " + ip.id())
        : Optional.empty();
  }
}
