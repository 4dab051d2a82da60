package passerelle.netfilter;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.text.Cut;

/** Reads {@code [ADDR[-ADDR]][:PORT[-PORT[/BASE]]]} (extensions/libxt_NAT.c). */
final class NatRange {
  /** Protocols whose connections have something like a port. */
  private static final Set<Integer> WITH_PORTS = Set.of(1, 6, 17, 33, 58, 132);

  private NatRange() {}

  static NatTarget parse(NatTarget.Kind kind, OptionValues values) throws IptablesException {
    String option = NatTarget.option(kind);
    Set<NatTarget.Flag> flags = NatTarget.flags(values);
    if (!values.has(option)) {
      return new NatTarget(kind, Optional.empty(), Optional.empty(), OptionalInt.empty(), flags);
    }
    String word = values.word(option);
    if (option.equals("to-ports")) {
      return new NatTarget(
          kind, Optional.empty(), Optional.of(ports(word, values)), base(word), flags);
    }
    String addresses = word;
    Optional<PortRange> ports = Optional.empty();
    OptionalInt base = OptionalInt.empty();
    int colon = portColon(word, values.family());
    if (colon >= 0) {
      String text = word.substring(colon + 1);
      ports = Optional.of(ports(text, values));
      base = base(text);
      addresses = word.substring(0, colon);
    }
    return new NatTarget(kind, addresses(addresses, colon >= 0, values), ports, base, flags);
  }

  /** Where the port begins: in IPv6 only behind a bracket. */
  private static int portColon(String word, Family family) throws IptablesException {
    if (family == Family.IPV4) {
      // Two colons are an IPv6 address in the wrong place, not a port.
      int colon = word.indexOf(':');
      return colon == word.lastIndexOf(':') ? colon : -1;
    }
    if (!word.startsWith("[")) {
      return -1;
    }
    int close = word.indexOf(']');
    if (close < 0) {
      throw IptablesException.parameter("Invalid address format");
    }
    return close + 1 < word.length() && word.charAt(close + 1) == ':' ? close + 1 : -1;
  }

  private static PortRange ports(String text, OptionValues values) throws IptablesException {
    if (!WITH_PORTS.contains(values.protocolNamed())) {
      throw IptablesException.parameter("Need TCP, UDP, SCTP or DCCP with port specification");
    }
    Cut based = Cut.first(text, "/");
    Cut range = Cut.first(based.before(), "-");
    int first = port(range.before(), values);
    int last = range.found() ? port(range.after(), values) : first;
    if (last < first) {
      throw IptablesException.parameter("Port range `" + range.after() + "' funky");
    }
    if (based.found()) {
      port(based.after(), values);
    }
    return new PortRange(first, last);
  }

  private static int port(String text, OptionValues values) throws IptablesException {
    OptionalInt port = PortRange.lookup(text, "", values.names());
    if (port.isEmpty()) {
      throw IptablesException.parameter("Port `" + text + "' not valid");
    }
    return port.getAsInt();
  }

  private static OptionalInt base(String text) {
    Cut based = Cut.first(text, "/");
    return based.found() ? Numbers.parse(based.after(), 65535) : OptionalInt.empty();
  }

  private static Optional<NatTarget.Range> addresses(
      String text, boolean isPortOnly, OptionValues values) throws IptablesException {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (bare.isEmpty() && isPortOnly) {
      return Optional.empty();
    }
    Cut range = Cut.first(bare, "-");
    IpAddress first = address(range.before(), values.family());
    IpAddress last = range.found() ? address(range.after(), values.family()) : first;
    return Optional.of(new NatTarget.Range(first, last));
  }

  private static IpAddress address(String text, Family family) throws IptablesException {
    return family
        .parse(text)
        .orElseThrow(() -> IptablesException.parameter("Bad IP address \"" + text + "\""));
  }
}
