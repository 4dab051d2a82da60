package passerelle.sim.uapi;

/**
 * What of a packet an expression of nftables looks at (nft(8), payload and meta expressions; {@code
 * NFTA_PAYLOAD_BASE}, {@code NFTA_META_KEY}).
 */
public enum NftField implements NftKey {
  IP_SADDR("ip saddr", Kind.ADDRESS),
  IP_DADDR("ip daddr", Kind.ADDRESS),
  IP_PROTOCOL("ip protocol", Kind.PROTOCOL),
  IP_TTL("ip ttl", Kind.NUMBER),
  IP_LENGTH("ip length", Kind.NUMBER),
  IP_DSCP("ip dscp", Kind.DSCP),
  IP_VERSION("ip version", Kind.NUMBER),
  IP6_SADDR("ip6 saddr", Kind.ADDRESS6),
  IP6_DADDR("ip6 daddr", Kind.ADDRESS6),
  IP6_NEXTHDR("ip6 nexthdr", Kind.PROTOCOL),
  ETHER_SADDR("ether saddr", Kind.MAC),
  ETHER_DADDR("ether daddr", Kind.MAC),
  ETHER_TYPE("ether type", Kind.ETHERTYPE),
  META_PROTOCOL("meta protocol", Kind.ETHERTYPE),
  VLAN_ID("vlan id", Kind.NUMBER),
  ARP_OPERATION("arp operation", Kind.ARP),
  ARP_HTYPE("arp htype", Kind.NUMBER),
  ARP_PTYPE("arp ptype", Kind.ETHERTYPE),
  ARP_HLEN("arp hlen", Kind.NUMBER),
  ARP_PLEN("arp plen", Kind.NUMBER),
  ARP_SADDR_IP("arp saddr ip", Kind.ADDRESS),
  ARP_DADDR_IP("arp daddr ip", Kind.ADDRESS),
  ARP_SADDR_ETHER("arp saddr ether", Kind.MAC),
  ARP_DADDR_ETHER("arp daddr ether", Kind.MAC),
  TCP_SPORT("tcp sport", Kind.PORT),
  TCP_DPORT("tcp dport", Kind.PORT),
  UDP_SPORT("udp sport", Kind.PORT),
  UDP_DPORT("udp dport", Kind.PORT),
  TH_SPORT("th sport", Kind.PORT),
  TH_DPORT("th dport", Kind.PORT),
  ICMP_TYPE("icmp type", Kind.ICMP),
  ICMP_CODE("icmp code", Kind.NUMBER),
  ICMPV6_TYPE("icmpv6 type", Kind.ICMP6),
  L4PROTO("meta l4proto", Kind.PROTOCOL),
  NFPROTO("meta nfproto", Kind.FAMILY),
  MARK("meta mark", Kind.MARK),
  LENGTH("meta length", Kind.NUMBER),
  CT_STATE("ct state", Kind.STATE),
  IIFNAME("iifname", Kind.NAME),
  OIFNAME("oifname", Kind.NAME),
  IIF("iif", Kind.DEVICE),
  OIF("oif", Kind.DEVICE);

  /** What its values are, and so how they are written. */
  public enum Kind {
    ADDRESS,
    ADDRESS6,
    MAC,
    PROTOCOL,

    /** What follows Ethernet's header. */
    ETHERTYPE,

    /** An operation of ARP. */
    ARP,
    PORT,

    /** The six upper bits of the type of service (RFC 2474). */
    DSCP,
    ICMP,
    ICMP6,
    FAMILY,
    MARK,
    NUMBER,

    /** A bit of {@code NF_CT_STATE_BIT}. */
    STATE,

    /** Of a device, a star at its end standing for any end. */
    NAME,

    /** One device that is there. */
    DEVICE
  }

  private final String words;
  private final Kind kind;

  NftField(String words, Kind kind) {
    this.words = words;
    this.kind = kind;
  }

  /** It is part of packets of IP alone. */
  public boolean ofIp() {
    return switch (this) {
      case ETHER_SADDR,
          ETHER_DADDR,
          ETHER_TYPE,
          META_PROTOCOL,
          VLAN_ID,
          ARP_OPERATION,
          ARP_HTYPE,
          ARP_PTYPE,
          ARP_HLEN,
          ARP_PLEN,
          ARP_SADDR_IP,
          ARP_DADDR_IP,
          ARP_SADDR_ETHER,
          ARP_DADDR_ETHER,
          MARK,
          LENGTH,
          IIFNAME,
          OIFNAME,
          IIF,
          OIF ->
          false;
      default -> true;
    };
  }

  @Override
  public String words() {
    return words;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
