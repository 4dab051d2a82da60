package passerelle.sim.netfilter;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.packet.ArpPacket;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpProtocol;
import passerelle.packet.VlanPacket;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftInterval;

/** Reads from packets what expressions of nftables look at (nft_payload.c, nft_meta.c). */
final class NftFields {
  /** What a packet without such a field has. */
  static final long ABSENT = -1;

  private static final int IPV4 = 2;

  private NftFields() {}

  /** Reads a number from a packet; {@link #ABSENT} where it has none. */
  @FunctionalInterface
  interface Values {
    long of(PacketContext packet);
  }

  /** Whether a packet's field is one of some values, asked anew at each packet. */
  static Condition among(NftField field, boolean negated, Supplied values) {
    if (field.kind() == NftField.Kind.NAME || field.kind() == NftField.Kind.DEVICE) {
      boolean in = field == NftField.IIFNAME || field == NftField.IIF;
      return packet -> {
        String name = in ? packet.inName() : packet.outName();
        return !name.isEmpty() && named(values.all(packet.skb().machine().now()), name) != negated;
      };
    }
    Values reader = reader(field);
    return packet -> {
      long value = reader.of(packet);
      return value != ABSENT && inside(values.all(packet.skb().machine().now()), value) != negated;
    };
  }

  /** Values that may change. */
  @FunctionalInterface
  interface Supplied {
    List<NftInterval> all(long now);
  }

  private static boolean inside(List<NftInterval> all, long value) {
    for (NftInterval one : all) {
      if (one.contains(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean named(List<NftInterval> all, String name) {
    for (NftInterval one : all) {
      String text = one.text();
      boolean fits =
          text.endsWith("*")
              ? name.startsWith(text.substring(0, text.length() - 1))
              : name.equals(text);
      if (fits) {
        return true;
      }
    }
    return false;
  }

  static Values reader(NftField field) {
    Values reader = readerOf(field);
    return field.ofIp() ? packet -> packet.isIpv4() ? reader.of(packet) : ABSENT : reader;
  }

  private static Values readerOf(NftField field) {
    return switch (field) {
      case IP_SADDR -> packet -> number(packet.source());
      case IP_DADDR -> packet -> number(packet.destination());
      case IP_PROTOCOL, L4PROTO -> PacketContext::protocol;
      case IP_TTL -> packet -> packet.skb().ip().ttl();
      case IP_LENGTH, LENGTH -> PacketContext::length;
      case IP_VERSION -> packet -> 4;
      case IP_DSCP -> packet -> packet.skb().ip().header().tos() >> 2;
      case ETHER_SADDR -> packet -> arrived(packet, packet.skb().source());
      case ETHER_DADDR -> packet -> arrived(packet, packet.skb().destination());
      case ETHER_TYPE, META_PROTOCOL -> packet -> packet.skb().packet().etherType();
      case VLAN_ID -> packet -> packet.skb().packet() instanceof VlanPacket v ? v.id() : ABSENT;
      case ARP_OPERATION -> packet -> arp(packet, arp -> arp.operation().code());
      // All ARP here is of Ethernet and IPv4 (RFC 826).
      case ARP_HTYPE -> packet -> arp(packet, arp -> 1);
      case ARP_PTYPE -> packet -> arp(packet, arp -> 0x0800);
      case ARP_HLEN -> packet -> arp(packet, arp -> 6);
      case ARP_PLEN -> packet -> arp(packet, arp -> 4);
      case ARP_SADDR_IP -> packet -> arp(packet, arp -> number(arp.senderIp()));
      case ARP_DADDR_IP -> packet -> arp(packet, arp -> number(arp.targetIp()));
      case ARP_SADDR_ETHER -> packet -> arp(packet, arp -> arp.senderMac().bits());
      case ARP_DADDR_ETHER -> packet -> arp(packet, arp -> arp.targetMac().bits());
      case TCP_SPORT -> packet -> is(packet, IpProtocol.TCP, packet.sourcePort());
      case TCP_DPORT -> packet -> is(packet, IpProtocol.TCP, packet.destinationPort());
      case UDP_SPORT -> packet -> is(packet, IpProtocol.UDP, packet.sourcePort());
      case UDP_DPORT -> packet -> is(packet, IpProtocol.UDP, packet.destinationPort());
      case TH_SPORT -> packet -> packet.hasPorts() ? packet.sourcePort() : ABSENT;
      case TH_DPORT -> packet -> packet.hasPorts() ? packet.destinationPort() : ABSENT;
      case ICMP_TYPE -> packet -> icmp(packet).map(m -> (long) m.type()).orElse(ABSENT);
      case ICMP_CODE -> packet -> icmp(packet).map(m -> (long) m.code()).orElse(ABSENT);
      case NFPROTO -> packet -> IPV4;
      case CT_STATE -> ConntrackConditions::stateBit;
      case MARK -> packet -> Integer.toUnsignedLong(packet.skb().mark());
      // Packets of IPv6 do not pass here.
      case IP6_SADDR, IP6_DADDR, IP6_NEXTHDR, ICMPV6_TYPE -> packet -> ABSENT;
      case IIFNAME, OIFNAME, IIF, OIF -> throw new IllegalArgumentException(field.words());
    };
  }

  private static long is(PacketContext packet, int protocol, int port) {
    return packet.hasPorts() && packet.protocol() == protocol ? port : ABSENT;
  }

  /** What came in by a device has a link-layer header ({@code NFT_META_IIFTYPE}). */
  private static long arrived(PacketContext packet, MacAddress address) {
    return packet.inName().isEmpty() || packet.inName().equals("lo") ? ABSENT : address.bits();
  }

  private static long arp(PacketContext packet, ToLongFunction<ArpPacket> part) {
    return packet.skb().packet() instanceof ArpPacket arp ? part.applyAsLong(arp) : ABSENT;
  }

  private static Optional<IcmpMessage> icmp(PacketContext packet) {
    return packet.skb().ip().transport() instanceof IcmpMessage message
        ? Optional.of(message)
        : Optional.empty();
  }

  private static long number(IpAddress address) {
    long out = 0;
    for (byte octet : address.toBytes()) {
      out = out << 8 | octet & 0xff;
    }
    return out;
  }
}
