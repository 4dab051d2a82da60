package passerelle.sim.userland.nft;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.netfilter.Dscp;
import passerelle.netfilter.NameService;
import passerelle.netfilter.Protocols;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftKey;
import passerelle.text.WordMap;

/** Reads the values that fields are compared with (src/datatype.c, src/proto.c). */
record NftValues(NftSource source, NameService names, Devices devices) {
  private static final int MAX_PORT = 65_535;

  /** In the order of their bits; the last one's is 64. */
  static final List<String> STATES =
      List.of("invalid", "established", "related", "new", "untracked");

  private static final List<String> FAMILIES = List.of("ipv4", "ipv6");

  /** In the order of their numbers, the first of which is 128 (src/proto.c, icmp6_type_tbl). */
  private static final Map<String, Integer> ICMP6 =
      WordMap.numbers(
          """
          destination-unreachable=1 packet-too-big=2 time-exceeded=3 parameter-problem=4
          echo-request=128 echo-reply=129 nd-router-solicit=133 nd-router-advert=134
          nd-neighbor-solicit=135 nd-neighbor-advert=136
          """);

  /** What a type of ICMPv6 is called. */
  static Optional<String> icmp6Name(int type) {
    return ICMP6.keySet().stream().filter(name -> ICMP6.get(name) == type).findFirst();
  }

  /** See linux/if_ether.h; nft knows 8021q as {@code vlan}, too. */
  private static final Map<String, Integer> ETHERTYPES =
      Map.of("ip", 0x0800, "arp", 0x0806, "8021q", 0x8100, "ip6", 0x86dd, "8021ad", 0x88a8);

  /** Operations of ARP (RFC 826, RFC 903, RFC 2390). */
  private static final Map<String, Integer> ARP =
      WordMap.numbers("request=1 reply=2 rrequest=3 rreply=4 inrequest=8 inreply=9 nak=10");

  /** Whether a device is there. */
  @FunctionalInterface
  interface Devices {
    boolean has(String name);
  }

  /** A word that is no span of time. */
  NftFault noSpan(NftToken word) {
    return source.fault("syntax error, unexpected " + word.text() + ", expecting string", word);
  }

  /** One value, a range of them, or a network. */
  NftInterval read(NftKey key, NftToken word) throws NftFault {
    return switch (key.kind()) {
      case ADDRESS -> address(word, Family.IPV4);
      case ADDRESS6 -> address(word, Family.IPV6);
      case NAME -> new NftInterval(0, 0, word.text());
      case DEVICE -> device(word);
      case MAC -> mac(word);
      default -> numbers(key, word);
    };
  }

  private NftInterval mac(NftToken word) throws NftFault {
    MacAddress address =
        MacAddress.parse(word.text())
            .orElseThrow(() -> source.fault("syntax error, unexpected string", word));
    return new NftInterval(address.bits(), address.bits(), address.toString());
  }

  private NftInterval device(NftToken word) throws NftFault {
    if (!devices.has(word.text())) {
      throw source.fault("Interface does not exist", word);
    }
    return new NftInterval(0, 0, word.text());
  }

  private NftInterval numbers(NftKey field, NftToken word) throws NftFault {
    String text = word.text();
    int dash = text.indexOf('-');
    boolean range = dash > 0 && Character.isDigit(text.charAt(0));
    if (!range) {
      long value = number(field, word, text);
      return new NftInterval(value, value, text(field, value));
    }
    long low = number(field, word, text.substring(0, dash));
    long high = number(field, word, text.substring(dash + 1));
    if (low > high) {
      throw source.fault("Range has zero or negative size", word);
    }
    return new NftInterval(low, high, text(field, low) + "-" + text(field, high));
  }

  private long number(NftKey field, NftToken word, String text) throws NftFault {
    if (text.matches("0x[0-9a-fA-F]{1,8}|[0-9]{1,10}")) {
      long value = Long.decode(text.replaceFirst("^0+(?=[0-9])", ""));
      if (field.kind() == NftField.Kind.PORT && value > MAX_PORT) {
        throw source.fault("Service out of range", word);
      }
      return value;
    }
    Optional<Long> named = named(field, text);
    return named.orElseThrow(() -> source.fault(unknown(field), word));
  }

  private Optional<Long> named(NftKey field, String text) {
    OptionalInt value =
        switch (field.kind()) {
          case PORT -> names.port(text, field.words().startsWith("udp") ? "udp" : "tcp");
          case ETHERTYPE -> number(ETHERTYPES, text);
          case ARP -> number(ARP, text);
          case PROTOCOL -> Protocols.parse(text.toLowerCase(Locale.ROOT));
          case ICMP -> NftMatches.icmpType(text);
          case ICMP6 -> number(ICMP6, text);
          case DSCP -> Dscp.codePoint(text);
          case STATE -> {
            int at = STATES.indexOf(text);
            yield at < 0 ? OptionalInt.empty() : OptionalInt.of(at == 4 ? 64 : 1 << at);
          }
          case FAMILY -> {
            int at = FAMILIES.indexOf(text);
            yield at < 0 ? OptionalInt.empty() : OptionalInt.of(at == 0 ? 2 : 10);
          }
          default -> OptionalInt.empty();
        };
    return value.isPresent() ? Optional.of((long) value.getAsInt()) : Optional.empty();
  }

  private static OptionalInt number(Map<String, Integer> names, String text) {
    String name = text.equals("vlan") ? "8021q" : text;
    return names.containsKey(name) ? OptionalInt.of(names.get(name)) : OptionalInt.empty();
  }

  private static Optional<String> name(Map<String, Integer> names, long value) {
    return names.entrySet().stream()
        .filter(e -> e.getValue() == value)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String unknown(NftKey field) {
    return switch (field.kind()) {
      case PORT -> "Could not resolve service: Servname not supported for ai_socktype";
      case PROTOCOL -> "Could not resolve protocol name";
      case ETHERTYPE -> "Could not parse Ethernet protocol";
      case ARP -> "Could not parse ARP operation expression";
      case ICMP -> "Could not parse ICMP type";
      case ICMP6 -> "Could not parse ICMPv6 type";
      case FAMILY -> "Could not parse Netfilter protocol";
      case STATE -> "Could not parse conntrack state";
      case DSCP -> "Could not parse Differentiated Services Code Point expression";
      default -> "Could not parse integer";
    };
  }

  /** As nft lists it. */
  private static String text(NftKey field, long value) {
    return switch (field.kind()) {
      case PROTOCOL -> Protocols.name((int) value);
      case ICMP -> NftMatches.icmpName((int) value).orElse("" + value);
      case ICMP6 -> name(ICMP6, value).orElse("" + value);
      case ARP -> name(ARP, value).orElse("" + value);
      case ETHERTYPE -> name(ETHERTYPES, value).orElse("0x%04x".formatted(value));
      case DSCP -> Dscp.name((int) value).orElse("0x%02x".formatted(value));
      case FAMILY -> value == 2 ? "ipv4" : "ipv6";
      case STATE -> STATES.get(value == 64 ? 4 : Long.numberOfTrailingZeros(value));
      case MARK -> "0x%08x".formatted(value);
      default -> "" + value;
    };
  }

  /** An address, a network, or a range of addresses. */
  NftInterval address(NftToken word, Family family) throws NftFault {
    String text = word.text();
    int slash = text.indexOf('/');
    int dash = text.indexOf('-');
    if (slash > 0) {
      IpAddress start = one(word, text.substring(0, slash), family);
      String bits = text.substring(slash + 1);
      int length = bits.matches("[0-9]{1,3}") ? Integer.parseInt(bits) : -1;
      if (length < 0 || length > start.width()) {
        throw source.fault("Prefix length " + bits + " is invalid", word);
      }
      IpAddress network = start.masked(length);
      IpAddress last = network.or(family.mask(length).not());
      String shown = network + (length == start.width() ? "" : "/" + length);
      return new NftInterval(number(network), number(last), shown);
    }
    boolean range = dash > 0 && family.parse(text.substring(0, dash)).isPresent();
    if (range) {
      IpAddress low = one(word, text.substring(0, dash), family);
      IpAddress high = one(word, text.substring(dash + 1), family);
      return new NftInterval(number(low), number(high), low + "-" + high);
    }
    IpAddress host = one(word, text, family);
    return new NftInterval(number(host), number(host), host.toString());
  }

  private IpAddress one(NftToken word, String text, Family family) throws NftFault {
    Optional<IpAddress> address = family.parse(text);
    if (address.isEmpty()) {
      address = names.address(text, family);
    }
    return address.orElseThrow(
        () -> source.fault("Could not resolve hostname: " + unresolved(text), word));
  }

  private static String unresolved(String text) {
    return IpAddress.parse(text).isPresent()
        ? "Address family for hostname not supported"
        : "Name or service not known";
  }

  /** Those of IPv6 have none here: no packet is compared with them. */
  private static long number(IpAddress address) {
    return address.family() == Family.IPV4 ? Integer.toUnsignedLong(address.lastWord()) : 0;
  }
}
