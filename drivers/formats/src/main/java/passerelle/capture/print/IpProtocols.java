package passerelle.capture.print;

/** IP protocols by name, and what prints them (ipproto.c and print-ip-demux.c). */
final class IpProtocols {
  static final int HOP_BY_HOP = 0;
  static final int ICMP = 1;
  static final int IGMP = 2;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int DCCP = 33;
  static final int ICMPV6 = 58;
  static final int SCTP = 132;

  /** The names that -v shows. */
  static final NumberNames VERBOSE =
      NumberNames.of(
          "0=Options;1=ICMP;2=IGMP;4=IPIP;6=TCP;8=EGP;9=IGRP;17=UDP;33=DCCP;41=IPv6;43=Routing",
          "44=Fragment;46=RSVP;47=GRE;50=ESP;51=AH;55=Mobile IP;58=ICMPv6;62=Mobile IP (old)",
          "88=EIGRP;89=OSPF;103=PIM;108=Compressed IP;112=VRRP;113=PGM;132=SCTP;135=Mobility",
          "143=Ethernet");

  /**
   * The names of getprotobynumber(3), which tcpdump has built in (ipproto.c: netdb_protocol_names).
   */
  private static final NumberNames DATABASE = NumberNames.read(IpProtocols.class, "protocols.txt");

  private IpProtocols() {}

  /** The name of a protocol, or {@code ip-proto-N}. */
  static String name(Dissection d, int protocol) {
    String number = "ip-proto-" + protocol;
    return d.options.numeric() ? number : DATABASE.name(protocol, number);
  }

  /** True for protocols whose printers show the addresses with the ports. */
  static boolean hasPorts(int protocol) {
    return protocol == TCP || protocol == UDP || protocol == SCTP || protocol == DCCP;
  }

  /**
   * Prints what an IP packet carries.
   *
   * @param ip where the IP header is
   * @param fragment more fragments follow: lengths and checksums do not fit
   */
  static void print(Dissection d, int protocol, int ip, int at, int length, boolean fragment) {
    switch (protocol) {
      case ICMP -> IcmpPrinter.print(d, at, length, fragment);
      case ICMPV6 -> Icmp6Printer.print(d, ip, at, length, fragment);
      case IGMP -> IgmpPrinter.print(d, at, length);
      case TCP -> TcpPrinter.print(d, ip, at, length, fragment);
      case SCTP -> d.print(PortAddresses.of(d, ip, d.u16(at), d.u16(at + 2), SCTP), "sctp");
      case UDP -> UdpPrinter.print(d, ip, at, length, fragment);
      case 4 -> Ipv4Printer.print(d, at, length);
      case 41 -> Ipv6Printer.print(d, at, length);
      case 47 -> GrePrinter.print(d, at, length);
      case 50 -> {
        d.protocol = "esp";
        d.print("ESP(spi=0x%08x,seq=0x%x)".formatted(d.u32(at), d.u32(at + 4)));
        d.print(", length ", length);
      }
      default -> d.print(" ", name(d, protocol), " ", length);
    }
  }
}
