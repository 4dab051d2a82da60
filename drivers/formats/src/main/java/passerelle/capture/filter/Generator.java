package passerelle.capture.filter;

import java.util.Arrays;
import passerelle.addr.Ipv6Address;
import passerelle.capture.LinkType;
import passerelle.capture.filter.Qualifiers.Direction;
import passerelle.capture.filter.Qualifiers.Protocol;
import passerelle.capture.filter.Qualifiers.Type;
import passerelle.packet.EtherType;

/** What a primitive compares: gencode.c's gen_proto, gen_host, gen_port and their kin. */
final class Generator {
  private static final int RARP = 0x8035;
  private static final int SPANNING_TREE = 0x42;
  private static final int FRAGMENT_HEADER = 44;
  private static final int[] PORT_PROTOCOLS = {132, 6, 17};
  private static final String NO_MULTICAST =
      "link-layer multicast filters supported only on ethernet/FDDI/token ring/ARCNET/802.11/ATM"
          + " LANE/Fibre Channel";

  private final Fields fields;
  private final int netmask;
  private String optimizerError = "";

  /**
   * @param netmask the netmask of the device, 0 when unknown, for {@code ip broadcast}
   */
  Generator(LinkType link, int netmask) {
    this.fields = new Fields(link);
    this.netmask = netmask;
  }

  Fields fields() {
    return fields;
  }

  /** Notes an error that libpcap's optimizer reports, once the whole expression has parsed. */
  void foundByOptimizer(String message) {
    optimizerError = optimizerError.isEmpty() ? message : optimizerError;
  }

  /** The last step: complains of what was noted. */
  void optimize() throws FilterSyntaxException {
    if (!optimizerError.isEmpty()) {
      throw new FilterSyntaxException(optimizerError);
    }
  }

  /** A protocol's name alone (gen_proto_abbrev). */
  Test protocol(Protocol protocol) throws FilterSyntaxException {
    return switch (protocol) {
      case TCP -> ipProtocol(6, Protocol.DEFAULT);
      case UDP -> ipProtocol(17, Protocol.DEFAULT);
      case SCTP -> ipProtocol(132, Protocol.DEFAULT);
      case PIM -> ipProtocol(103, Protocol.DEFAULT);
      case AH -> ipProtocol(51, Protocol.DEFAULT);
      case ESP -> ipProtocol(50, Protocol.DEFAULT);
      case ICMP -> ipProtocol(1, Protocol.IP);
      case IGMP -> ipProtocol(2, Protocol.IP);
      case VRRP -> ipProtocol(112, Protocol.IP);
      case ICMP6 -> ipProtocol(58, Protocol.IP6);
      case IP -> fields.linkProtocol(EtherType.IPV4);
      case IP6 -> fields.linkProtocol(EtherType.IPV6);
      case ARP -> fields.linkProtocol(EtherType.ARP);
      case RARP -> fields.linkProtocol(RARP);
      case STP -> fields.linkProtocol(SPANNING_TREE);
      case LINK -> throw new FilterSyntaxException("link layer applied in wrong context");
      case DEFAULT -> throw FilterSyntaxException.syntaxError();
    };
  }

  /** {@code [ip|ip6|ether] proto number} (gen_proto). */
  Test ipProtocol(long number, Protocol within) throws FilterSyntaxException {
    return switch (within) {
      case DEFAULT -> Test.or(ipProtocol(number, Protocol.IP), ipProtocol(number, Protocol.IP6));
      case LINK -> fields.linkProtocol(number);
      case IP -> Test.and(fields.linkProtocol(EtherType.IPV4), fields.network(9, 1, number));
      case IP6 ->
          Test.and(
              fields.linkProtocol(EtherType.IPV6),
              Test.or(
                  fields.network(6, 1, number),
                  Test.and(fields.network(6, 1, FRAGMENT_HEADER), fields.network(40, 1, number))));
      case ARP, RARP ->
          throw new FilterSyntaxException(within.word() + " does not encapsulate another protocol");
      default -> throw new FilterSyntaxException("'" + within.word() + " proto' is bogus");
    };
  }

  /** An IPv4 address or network as source or destination, in IP or in ARP (gen_host). */
  Test host(long address, long mask, Qualifiers q) throws FilterSyntaxException {
    Direction direction = q.direction();
    return switch (q.protocol()) {
      case DEFAULT ->
          Test.or(
              host(EtherType.IPV4, 12, 16, address, mask, direction),
              host(EtherType.ARP, 14, 24, address, mask, direction),
              host(RARP, 14, 24, address, mask, direction));
      case IP -> host(EtherType.IPV4, 12, 16, address, mask, direction);
      case ARP -> host(EtherType.ARP, 14, 24, address, mask, direction);
      case RARP -> host(RARP, 14, 24, address, mask, direction);
      case IP6 -> throw new FilterSyntaxException("'ip6' modifier applied to ip host");
      default -> throw modifier(q, "");
    };
  }

  private Test host(
      int etherType, int source, int destination, long address, long mask, Direction d)
      throws FilterSyntaxException {
    return Test.and(
        fields.linkProtocol(etherType),
        directed(
            d,
            fields.network(source, 4, mask, address),
            fields.network(destination, 4, mask, address)));
  }

  /** An IPv6 address or network as source or destination (gen_host6). */
  Test host6(Ipv6Address address, int prefix, Qualifiers q) throws FilterSyntaxException {
    switch (q.protocol()) {
      case DEFAULT, IP6 -> {
        long[] words = words(address);
        long[] masks = new long[4];
        Arrays.setAll(masks, i -> mask(Math.max(0, Math.min(32, prefix - 32 * i))));
        return Test.and(
            fields.linkProtocol(EtherType.IPV6),
            directed(
                q.direction(),
                fields.network128(8, words, masks),
                fields.network128(24, words, masks)));
      }
      case LINK -> throw new FilterSyntaxException("link-layer modifier applied to ip6 host");
      default -> throw modifier(q, "ip6 ");
    }
  }

  private static FilterSyntaxException modifier(Qualifiers q, String family) {
    String what = q.type() == Type.NET ? "net" : "host";
    return new FilterSyntaxException(
        "'" + q.protocol().word() + "' modifier applied to " + family + what);
  }

  static long[] words(Ipv6Address address) {
    return new long[] {
      address.high() >>> 32,
      address.high() & Value.MASK,
      address.low() >>> 32,
      address.low() & Value.MASK
    };
  }

  /** The netmask with {@code length} leading ones, as an unsigned number. */
  static long mask(int length) {
    return length == 0 ? 0 : Value.MASK << 32 - length & Value.MASK;
  }

  /** {@code ether host} (gen_ehostop). */
  Test etherHost(long mac, Direction direction) throws FilterSyntaxException {
    if (fields.link() != LinkType.ETHERNET) {
      throw new FilterSyntaxException(
          "ethernet addresses supported only on ethernet/FDDI/token ring/802.11/ATM LANE/Fibre"
              + " Channel");
    }
    return directed(direction, Fields.mac(6, mac), Fields.mac(0, mac));
  }

  /** A range of ports of one transport protocol, or of all that have ports; IPv6 first. */
  Test ports(long low, long high, int protocol, Direction d) throws FilterSyntaxException {
    int[] protocols = protocol == 0 ? PORT_PROTOCOLS : new int[] {protocol};
    Test[] v4 = new Test[protocols.length];
    Test[] v6 = new Test[protocols.length];
    for (int i = 0; i < protocols.length; i++) {
      v4[i] =
          Test.and(
              fields.network(9, 1, protocols[i]),
              fields.firstFragment(),
              directed(
                  d,
                  Fields.between(fields.behindIpv4(0, 2), low, high),
                  Fields.between(fields.behindIpv4(2, 2), low, high)));
      v6[i] =
          Test.and(
              fields.network(6, 1, protocols[i]),
              directed(
                  d,
                  Fields.between(fields.behindIpv6(0, 2), low, high),
                  Fields.between(fields.behindIpv6(2, 2), low, high)));
    }
    return Test.or(
        Test.and(fields.linkProtocol(EtherType.IPV6), Test.or(v6)),
        Test.and(fields.linkProtocol(EtherType.IPV4), Test.or(v4)));
  }

  private static Test directed(Direction direction, Test source, Test destination) {
    return switch (direction) {
      case SRC -> source;
      case DST -> destination;
      case SRC_AND_DST -> Test.and(source, destination);
      case SRC_OR_DST, DEFAULT -> Test.or(source, destination);
    };
  }

  /** {@code [ether|ip] broadcast} (gen_broadcast). */
  Test broadcast(Protocol protocol) throws FilterSyntaxException {
    switch (protocol) {
      case DEFAULT, LINK -> {
        if (fields.link() != LinkType.ETHERNET) {
          throw new FilterSyntaxException("not a broadcast link");
        }
        return Fields.mac(0, 0xffff_ffff_ffffL);
      }
      case IP -> {
        long hostBits = ~netmask & Value.MASK;
        return Test.and(
            fields.linkProtocol(EtherType.IPV4),
            Test.or(fields.network(16, 4, hostBits, 0), fields.network(16, 4, hostBits, hostBits)));
      }
      default -> throw new FilterSyntaxException("only link-layer/IP broadcast filters supported");
    }
  }

  /** {@code [ether|ip|ip6] multicast} (gen_multicast). */
  Test multicast(Protocol protocol) throws FilterSyntaxException {
    switch (protocol) {
      case DEFAULT, LINK -> {
        if (fields.link() != LinkType.ETHERNET) {
          throw new FilterSyntaxException(NO_MULTICAST);
        }
        return Fields.equal(0, 1, 1, 1);
      }
      case IP -> {
        Value destination = new Value.Field(fields.link().headerLength() + 16, 1);
        return Test.and(
            fields.linkProtocol(EtherType.IPV4), Fields.between(destination, 224, Value.MASK));
      }
      case IP6 -> {
        return Test.and(fields.linkProtocol(EtherType.IPV6), fields.network(24, 1, 255));
      }
      default -> throw new FilterSyntaxException(NO_MULTICAST);
    }
  }
}
