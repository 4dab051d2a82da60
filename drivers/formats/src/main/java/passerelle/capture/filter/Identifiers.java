package passerelle.capture.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv6Address;
import passerelle.addr.MacAddress;
import passerelle.capture.filter.Qualifiers.Protocol;
import passerelle.capture.filter.Qualifiers.Type;

/**
 * What an identifier means under its qualifiers: gencode.c's gen_ncode (numbers), gen_mcode (masks)
 * and gen_scode (names).
 *
 * @param hosts the addresses of a host name; an empty list for an unknown one
 */
record Identifiers(Generator generator, Function<String, List<IpAddress>> hosts) {
  private static final int TCP = NamedPort.TCP;
  private static final int UDP = NamedPort.UDP;
  private static final int SCTP = 132;

  /** A bare number: a port, a protocol, or an address written as one. */
  Test number(long number, Qualifiers q) throws FilterSyntaxException {
    return switch (q.type()) {
      case DEFAULT, HOST, NET -> {
        long mask = Value.MASK;
        long address = number;
        while (q.type() == Type.NET && address != 0 && address >>> 24 == 0) {
          address = address << 8;
          mask = mask << 8 & Value.MASK;
        }
        yield address(address, mask, q);
      }
      case PORT, PORTRANGE -> {
        int protocol = portProtocol(q);
        if (number > 65535) {
          throw new FilterSyntaxException("illegal port number " + number + " > 65535");
        }
        yield generator.ports(number, number, protocol, q.direction());
      }
      case PROTO -> generator.ipProtocol(number, q.protocol());
      case GATEWAY -> throw new FilterSyntaxException("'gateway' requires a name");
      case UNDEFINED -> throw new FilterSyntaxException("syntax error in filter expression");
    };
  }

  private Test address(long address, long mask, Qualifiers q) throws FilterSyntaxException {
    if (q.protocol() == Protocol.LINK) {
      throw new FilterSyntaxException("illegal link layer address");
    }
    return generator.host(address, mask, q);
  }

  /** An IPv4 address of two to four octets; the octets that are missing match anything. */
  Test ipv4(String text, Qualifiers q) throws FilterSyntaxException {
    requireAddressType(q, "IP address");
    switch (q.type()) {
      case GATEWAY -> throw new FilterSyntaxException("'gateway' requires a name");
      case UNDEFINED -> throw new FilterSyntaxException("syntax error in filter expression");
      default -> {}
    }
    long[] parsed = quad(text);
    return address(parsed[0], parsed[1], q);
  }

  private static void requireAddressType(Qualifiers q, String form) throws FilterSyntaxException {
    if (q.type() == Type.PORT || q.type() == Type.PORTRANGE || q.type() == Type.PROTO) {
      String word = q.type().name().toLowerCase(Locale.ROOT);
      throw new FilterSyntaxException("'" + word + "' modifier applied to " + form);
    }
  }

  /** {@code address/length}. */
  Test ipv4Prefix(String text, long length, Qualifiers q) throws FilterSyntaxException {
    requireAddressType(q, "IP address and prefix length");
    long address = quad(text)[0];
    if (length > 32) {
      throw new FilterSyntaxException("mask length must be <= 32");
    }
    return network(address, Generator.mask((int) length), text + "/" + length, q);
  }

  /** {@code address mask netmask}. */
  Test ipv4Mask(String text, String maskText, Qualifiers q) throws FilterSyntaxException {
    requireAddressType(q, "IP address and netmask");
    long address = quad(text)[0];
    return network(address, quad(maskText)[0], text + " mask " + maskText, q);
  }

  private Test network(long address, long mask, String text, Qualifiers q)
      throws FilterSyntaxException {
    if ((address & ~mask) != 0) {
      throw new FilterSyntaxException("non-network bits set in \"" + text + "\"");
    }
    if (q.type() != Type.NET) {
      throw new FilterSyntaxException("Mask syntax for networks only");
    }
    return generator.host(address, mask, q);
  }

  /** The address, and the mask of the octets that were given. */
  private static long[] quad(String text) throws FilterSyntaxException {
    long address = 0;
    String[] octets = text.split("\\.");
    for (String octet : octets) {
      boolean decimal = octet.chars().allMatch(c -> c >= '0' && c <= '9');
      int value = decimal && octet.length() <= 9 ? Integer.parseInt(octet) : 256;
      if (value > 255) {
        throw new FilterSyntaxException("invalid IPv4 address '" + text + "'");
      }
      address = address << 8 | value;
    }
    int missing = 32 - 8 * octets.length;
    return new long[] {address << missing, Value.MASK << missing & Value.MASK};
  }

  /** {@code address}. */
  Test ipv6(String text, Qualifiers q) throws FilterSyntaxException {
    // The wording, quote included, is libpcap's.
    requireAddressType(q, q.type() == Type.PROTO ? "'ip6addr/prefixlen" : "IP address");
    return network6(text, 128, q);
  }

  /** {@code address/length}. */
  Test ipv6Prefix(String text, long length, Qualifiers q) throws FilterSyntaxException {
    String blank = q.type() == Type.PROTO ? " " : "";
    requireAddressType(q, "IP address and prefix length" + blank);
    return network6(text, length, q);
  }

  private Test network6(String text, long length, Qualifiers q) throws FilterSyntaxException {
    Ipv6Address address =
        Ipv6Address.parse(text)
            .orElseThrow(() -> new FilterSyntaxException("bogus IPv6 address " + text));
    if (length > 128) {
      throw new FilterSyntaxException("mask length must be <= 128");
    }
    long[] words = Generator.words(address);
    for (int i = 0; i < 4; i++) {
      int bits = (int) Math.max(0, Math.min(32, length - 32 * i));
      if ((words[i] & ~Generator.mask(bits)) != 0) {
        throw new FilterSyntaxException("non-network bits set in \"" + text + "/" + length + "\"");
      }
    }
    return switch (q.type()) {
      case NET -> generator.host6(address, (int) length, q);
      case DEFAULT, HOST -> {
        if (length != 128) {
          throw new FilterSyntaxException("Mask syntax for networks only");
        }
        yield generator.host6(address, 128, q);
      }
      default -> throw new FilterSyntaxException("invalid qualifier against IPv6 address");
    };
  }

  /** A MAC address in any of its notations. */
  Test mac(String text, Qualifiers q) throws FilterSyntaxException {
    boolean host = q.type() == Type.HOST || q.type() == Type.DEFAULT;
    if (!host || q.protocol() != Protocol.LINK) {
      throw new FilterSyntaxException("ethernet address used in non-ether expression");
    }
    return generator.etherHost(macBits(text), q.direction());
  }

  private static long macBits(String text) throws FilterSyntaxException {
    String[] parts = text.split("[:.-]");
    if (parts.length == 6) {
      return MacAddress.parse(String.join(":", parts)).map(MacAddress::bits).orElse(0L);
    }
    return Long.parseLong(String.join("", parts), 16);
  }

  /** A name: of a host, a port, a range of ports, a protocol. */
  Test name(String name, Qualifiers q) throws FilterSyntaxException {
    return switch (q.type()) {
      case NET -> throw new FilterSyntaxException("unknown network '" + name + "'");
      case DEFAULT, HOST -> hostName(name, q);
      case PORT -> portName(name, q);
      case PORTRANGE -> portRange(name, q);
      case GATEWAY ->
          throw new FilterSyntaxException("'gateway' not supported in this configuration");
      case PROTO -> generator.ipProtocol(ProtocolNames.number(name, q.protocol()), q.protocol());
      case UNDEFINED -> throw new FilterSyntaxException("syntax error in filter expression");
    };
  }

  private Test hostName(String name, Qualifiers q) throws FilterSyntaxException {
    if (q.protocol() == Protocol.LINK) {
      throw new FilterSyntaxException("unknown ether host '" + name + "'");
    }
    List<Test> tests = new ArrayList<>();
    List<IpAddress> addresses = hosts.apply(name);
    for (IpAddress address : addresses) {
      if (address instanceof Ipv4Address v4 && q.protocol() != Protocol.IP6) {
        tests.add(generator.host(v4.bits() & Value.MASK, Value.MASK, q));
      } else if (address instanceof Ipv6Address v6 && q.protocol() != Protocol.IP) {
        tests.add(generator.host6(v6, 128, q));
      }
    }
    if (tests.isEmpty()) {
      throw new FilterSyntaxException(
          "unknown host '%s'".formatted(name)
              + (addresses.isEmpty() ? "" : " for specified address family"));
    }
    return Test.or(tests);
  }

  /** The IP protocol number that the qualifiers ask for, 0 for any that has ports. */
  private static int portProtocol(Qualifiers q) throws FilterSyntaxException {
    return switch (q.protocol()) {
      case DEFAULT -> 0;
      case TCP -> TCP;
      case UDP -> UDP;
      case SCTP -> SCTP;
      default ->
          throw new FilterSyntaxException(
              "illegal qualifier of '" + (q.type() == Type.PORT ? "port" : "portrange") + "'");
    };
  }

  private Test portName(String name, Qualifiers q) throws FilterSyntaxException {
    int asked = portProtocol(q);
    NamedPort port =
        NamedPort.find(name)
            .orElseThrow(() -> new FilterSyntaxException("unknown port '" + name + "'"));
    int protocol = agree(asked, port.protocol(), "port '" + name + "'");
    return generator.ports(port.number(), port.number(), protocol, q.direction());
  }

  private Test portRange(String range, Qualifiers q) throws FilterSyntaxException {
    int asked = portProtocol(q);
    int hyphen = range.indexOf('-');
    if (hyphen < 0) {
      throw new FilterSyntaxException("port range '" + range + "' contains no hyphen");
    }
    NamedPort first = NamedPort.ofRangeEnd(range.substring(0, hyphen));
    NamedPort last = NamedPort.ofRangeEnd(range.substring(hyphen + 1));
    int found = first.protocol() == last.protocol() ? first.protocol() : 0;
    int protocol = agree(asked, found, "port in range '" + range + "'");
    return generator.ports(
        Math.min(first.number(), last.number()),
        Math.max(first.number(), last.number()),
        protocol,
        q.direction());
  }

  private static int agree(int asked, int found, String what) throws FilterSyntaxException {
    if (asked != 0 && found != 0 && asked != found) {
      throw new FilterSyntaxException(what + " is " + (found == TCP ? "tcp" : "udp"));
    }
    return asked != 0 ? asked : found;
  }
}
