package passerelle.netfilter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;
import passerelle.text.Resources;

/** The ICMP types and codes that have names (libxtables, libxt_icmp.h), in their order there. */
final class IcmpTypes {

  /** A name: the type, and the code or -1 for all codes. */
  record Named(String name, int type, int code) {}

  private static final List<Named> V4 = table("icmp.txt");
  private static final List<Named> V6 = table("icmpv6.txt");

  private IcmpTypes() {}

  private static List<Named> table(String resource) {
    return Resources.rows(IcmpTypes.class, resource).map(IcmpTypes::named).toList();
  }

  private static Named named(String row) {
    String[] parts = row.split("[ /]");
    int code = parts.length > 2 ? Integer.parseInt(parts[2]) : -1;
    return new Named(parts[0], Integer.parseInt(parts[1]), code);
  }

  private static List<Named> of(Family family) {
    return family == Family.IPV4 ? V4 : V6;
  }

  /** Reads a name, any unambiguous beginning of one, {@code TYPE} or {@code TYPE/CODE}. */
  static Named parse(String text, Family family) throws IptablesException {
    String protocol = family == Family.IPV4 ? "ICMP" : "ICMPv6";
    String start = text.toLowerCase(Locale.ROOT);
    List<Named> found =
        of(family).stream()
            .filter(n -> n.name().toLowerCase(Locale.ROOT).startsWith(start))
            .toList();
    if (found.size() > 1) {
      throw IptablesException.parameter(
          "Ambiguous %s type `%s': `%s' or `%s'?"
              .formatted(protocol, text, found.get(0).name(), found.get(1).name()));
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    int slash = text.indexOf('/');
    OptionalInt type = Numbers.parse(slash < 0 ? text : text.substring(0, slash), 255);
    if (type.isEmpty()) {
      throw IptablesException.parameter("Unknown " + protocol + " type `" + text + "'");
    }
    OptionalInt code = Numbers.parse(slash < 0 ? "" : text.substring(slash + 1), 255);
    if (slash >= 0 && code.isEmpty()) {
      throw IptablesException.parameter("Unknown " + protocol + " code `" + text + "'");
    }
    return new Named("", type.getAsInt(), code.orElse(-1));
  }

  static Optional<String> name(int type, int code, Family family) {
    return of(family).stream()
        .filter(n -> n.type() == type && n.code() == code)
        .map(Named::name)
        .findFirst();
  }
}
