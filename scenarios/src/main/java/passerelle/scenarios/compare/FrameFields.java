package passerelle.scenarios.compare;

import static passerelle.scenarios.compare.Field.Kind;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.packet.ArpPacket;
import passerelle.packet.EthernetFrame;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Ipv6Packet;
import passerelle.packet.L3Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawL3Packet;
import passerelle.packet.RawTransport;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;
import passerelle.packet.VlanPacket;

/**
 * The fields of the frames of one conversation, as {@link PacketRules} wants them compared; to be
 * asked for one frame after the other, since TCP's numbers count from the first.
 */
final class FrameFields {
  private static final int DNS = 53;
  private static final IpAddress EMBEDDED_DNS = IpAddress.of("127.0.0.11");
  private static final int ECHO_REQUEST_6 = 128;
  private static final int ECHO_REPLY_6 = 129;

  private final TcpNumbers numbers = new TcpNumbers();
  private List<Field> fields = new ArrayList<>();
  private Roles roles = new Roles();

  /** The fields of the next frame. */
  List<Field> of(Frame frame) {
    fields = new ArrayList<>();
    roles = frame.seen().roles();
    add("direction", frame.seen().out() ? "out" : "in");
    if (frame.ethernet().isEmpty()) {
      add("frame.octets", HexFormat.of().formatHex(frame.seen().bytes()));
      return fields;
    }
    EthernetFrame ethernet = frame.ethernet().get();
    if (frame.tunnel().isPresent()) {
      addEthernet(VxlanDatagram.PREFIX, ethernet);
      addTunnel(frame.tunnel().get());
      ethernet = frame.tunnel().get().carried();
    }
    addEthernet("", ethernet);
    addPacket("", ethernet.packet());
    return fields;
  }

  private void addEthernet(String prefix, EthernetFrame ethernet) {
    addMac(prefix + "eth.src", ethernet.source());
    addMac(prefix + "eth.dst", ethernet.destination());
    add(prefix + "eth.type", "0x" + HexFormat.of().toHexDigits((short) ethernet.etherType()));
  }

  /** How long it is follows from what it carries. */
  private void addTunnel(VxlanDatagram tunnel) {
    addHeader(VxlanDatagram.PREFIX, tunnel.ip());
    add(VxlanDatagram.PREFIX + "udp.sport", Kind.PORT, tunnel.udp().sourcePort());
    add(VxlanDatagram.PREFIX + "udp.dport", Kind.PORT, tunnel.udp().destinationPort());
    add("vxlan.vni", tunnel.vni());
  }

  private void add(String name, Object value) {
    fields.add(Field.of(name, value));
  }

  private void add(String name, Kind kind, int value) {
    fields.add(new Field(name, kind, Integer.toString(value)));
  }

  private void addMac(String name, MacAddress mac) {
    Optional<String> role = roles.mac(mac);
    Kind kind = role.isPresent() ? Kind.EQUAL : Kind.MAC;
    fields.add(new Field(name, kind, role.orElseGet(mac::toString)));
  }

  private void addPacket(String prefix, L3Packet packet) {
    if (packet instanceof ArpPacket arp) {
      addArp(arp);
    } else if (packet instanceof Ipv4Packet ip) {
      addIpv4(prefix, ip, ip.isFragment());
    } else if (packet instanceof Ipv6Packet ip) {
      addIpv6(ip);
    } else if (packet instanceof VlanPacket tagged) {
      add(prefix + "vlan.tag", tagged.tag());
      addPacket(prefix, tagged.packet());
    } else {
      addPayload("packet.octets", ((RawL3Packet) packet).payload());
    }
  }

  private void addArp(ArpPacket arp) {
    add("arp.op", arp.operation().code());
    addMac("arp.sender.mac", arp.senderMac());
    add("arp.sender.ip", arp.senderIp());
    addMac("arp.target.mac", arp.targetMac());
    add("arp.target.ip", arp.targetIp());
  }

  private void addIpv4(String prefix, Ipv4Packet ip, boolean part) {
    Ipv4Header header = ip.header();
    addHeader(prefix, ip);
    add(prefix + "ip.length", ip.length());
    if (ip.isFragment()) {
      add(prefix + "ip.id", Kind.FRAGMENT_ID, header.id());
    }
    if (header.fragmentOffset() == 0) {
      addTransport(prefix, Unsummed.read(ip, part), ip);
    } else {
      addRaw(prefix, (RawTransport) ip.transport());
    }
  }

  private void addHeader(String prefix, Ipv4Packet ip) {
    Ipv4Header header = ip.header();
    add(prefix + "ip.src", ip.source());
    add(prefix + "ip.dst", ip.destination());
    add(prefix + "ip.tos", header.tos());
    add(prefix + "ip.df", header.dontFragment() ? 1 : 0);
    add(prefix + "ip.mf", header.moreFragments() ? 1 : 0);
    add(prefix + "ip.offset", header.fragmentOffset());
    add(prefix + "ip.ttl", header.ttl());
    add(prefix + "ip.protocol", ip.protocol());
  }

  private void addIpv6(Ipv6Packet ip) {
    add("ip6.src", roles.address6(ip.source()));
    add("ip6.dst", roles.address6(ip.destination()));
    add("ip6.class", ip.header().trafficClass());
    add("ip6.flow", Kind.FLOW_LABEL, ip.header().flowLabel());
    add("ip6.length", ip.length());
    add("ip6.hop-limit", ip.header().hopLimit());
    add("ip6.next", ip.transport().protocol());
    addTransport("", Unsummed.read(ip, false), ip);
  }

  private void addTransport(String prefix, Transport transport, IpPacket ip) {
    if (transport instanceof TcpSegment tcp) {
      addTcp(prefix, ip, tcp);
    } else if (transport instanceof UdpDatagram udp) {
      addUdp(prefix, ip, udp);
    } else if (transport instanceof IcmpMessage icmp) {
      addIcmp(prefix, icmp);
    } else {
      addRaw(prefix, (RawTransport) transport);
    }
  }

  private void addTcp(String prefix, IpPacket ip, TcpSegment tcp) {
    add(prefix + "tcp.sport", Kind.PORT, tcp.sourcePort());
    add(prefix + "tcp.dport", Kind.PORT, tcp.destinationPort());
    TcpNumbers.Relative relative = numbers.of(ip, tcp);
    add(prefix + "tcp.seq", relative.sequence());
    add(prefix + "tcp.ack", relative.acknowledgment());
    add(prefix + "tcp.flags", TcpNumbers.flags(tcp.flags()));
    add(prefix + "tcp.window", tcp.window());
    tcp.options().mss().ifPresent(mss -> add(prefix + "tcp.mss", mss));
    tcp.options().windowScale().ifPresent(shift -> add(prefix + "tcp.wscale", shift));
    if (tcp.options().sackPermitted()) {
      add(prefix + "tcp.sack-permitted", 1);
    }
    tcp.options()
        .timestamps()
        .ifPresent(t -> add(prefix + "tcp.timestamps", t.echo() == 0 ? "first" : "echoed"));
    if (!relative.sackBlocks().isEmpty()) {
      add(prefix + "tcp.sack", relative.sackBlocks());
    }
    addPayload(prefix + "tcp.payload", tcp.payload());
  }

  private void addUdp(String prefix, IpPacket ip, UdpDatagram udp) {
    add(prefix + "udp.sport", Kind.PORT, udp.sourcePort());
    add(prefix + "udp.dport", Kind.PORT, udp.destinationPort());
    Payload payload = udp.payload();
    Optional<VxlanDatagram> tunnel = VxlanDatagram.of(ip, true);
    if (tunnel.isPresent()) {
      addPacket(prefix + "carried.", tunnel.get().carried().packet());
      return;
    }
    if (isDns(ip, udp) && payload.length() >= 2) {
      add(prefix + "dns.id", Kind.DNS, payload.at(0) << 8 | payload.at(1));
      payload = withoutCookie(prefix, payload);
      payload = payload.slice(2, payload.length());
    }
    addPayload(prefix + "udp.payload", payload);
  }

  private Payload withoutCookie(String prefix, Payload message) {
    Optional<DnsCookie> cookie = DnsCookie.in(message);
    if (cookie.isEmpty()) {
      return message;
    }
    Payload value = message.slice(cookie.get().from(), cookie.get().to());
    String digits = HexFormat.of().formatHex(value.toBytes());
    fields.add(new Field(prefix + "dns.cookie", Kind.DNS, digits));
    return message
        .slice(0, cookie.get().from())
        .plus(message.slice(cookie.get().to(), message.length()));
  }

  /** Docker's embedded server stands on a port that is drawn, at an address of its own. */
  private static boolean isDns(IpPacket ip, UdpDatagram udp) {
    return udp.sourcePort() == DNS
        || udp.destinationPort() == DNS
        || ip.source().equals(EMBEDDED_DNS)
        || ip.destination().equals(EMBEDDED_DNS);
  }

  private void addIcmp(String prefix, IcmpMessage icmp) {
    add(prefix + "icmp.type", icmp.type());
    add(prefix + "icmp.code", icmp.code());
    if (icmp.isEcho()) {
      add(prefix + "icmp.id", Kind.ECHO_ID, icmp.identifier());
      add(prefix + "icmp.seq", icmp.sequence());
    } else {
      add(prefix + "icmp.rest", icmp.rest());
    }
    if (icmp.body() instanceof IcmpBody.Quote quote) {
      add(prefix + "icmp.quoted-octets", quote.length());
      addIpv4(prefix + "quote.", quote.packet(), quote.length() < quote.packet().length());
    } else {
      Payload data = ((IcmpBody.Data) icmp.body()).data();
      int from = icmp.isEcho() ? Math.min(PacketRules.PING_TIME, data.length()) : 0;
      addPayload(prefix + "icmp.data", data.slice(from, data.length()));
    }
  }

  private void addRaw(String prefix, RawTransport raw) {
    Payload payload = raw.payload();
    int type = payload.length() < 8 || raw.protocol() != IpProtocol.ICMPV6 ? -1 : payload.at(0);
    if (type < 0) {
      addPayload(prefix + "ip.payload", payload);
      return;
    }
    add("icmp6.type", type);
    add("icmp6.code", payload.at(1));
    boolean echo = type == ECHO_REQUEST_6 || type == ECHO_REPLY_6;
    if (echo) {
      add("icmp6.id", Kind.ECHO_ID, payload.at(4) << 8 | payload.at(5));
      add("icmp6.seq", payload.at(6) << 8 | payload.at(7));
    }
    int from = echo ? Math.min(8 + PacketRules.PING_TIME, payload.length()) : 4;
    addPayload("icmp6.body", payload.slice(from, payload.length()));
  }

  private void addPayload(String name, Payload payload) {
    add(name + ".length", payload.length());
    if (payload.length() > 0) {
      add(name, PayloadText.of(payload));
    }
  }
}
