package passerelle.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;

/** Reads addresses and networks as libxtables does (xtables.c:xtables_ipparse_multiple). */
final class Addresses {
  private Addresses() {}

  /** Reads {@code a[/mask][,b[/mask]...]}. */
  static List<AddressMask> parse(String text, Family family, NameService names)
      throws IptablesException {
    List<AddressMask> out = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int slash = part.lastIndexOf('/');
      String host = slash < 0 ? part : part.substring(0, slash);
      Optional<IpAddress> mask = Optional.empty();
      if (slash >= 0) {
        mask = Optional.of(mask(part.substring(slash + 1), family));
      }
      Optional<IpAddress> address = find(host, family, names);
      if (address.isEmpty()) {
        throw IptablesException.parameter("host/network `" + host + "' not found");
      }
      IpAddress all = AddressMask.host(address.get()).mask();
      out.add(new AddressMask(address.get(), mask.orElse(all)).cleared());
    }
    return out;
  }

  /** An address, in IPv4 also one with fewer than four octets, or a host's name. */
  static Optional<IpAddress> find(String text, Family family, NameService names) {
    Optional<IpAddress> numeric = family.parse(text);
    if (numeric.isEmpty() && family == Family.IPV4) {
      numeric = family.parse(padded(text));
    }
    return numeric.isPresent() || text.isEmpty() ? numeric : names.address(text, family);
  }

  private static String padded(String text) {
    int dots = (int) text.chars().filter(c -> c == '.').count();
    return text + ".0".repeat(Math.max(0, 3 - dots));
  }

  /** A prefix length or a mask written as an address. */
  static IpAddress mask(String text, Family family) throws IptablesException {
    OptionalInt length = Numbers.parse(text, family.width());
    if (length.isPresent()) {
      return family.mask(length.getAsInt());
    }
    Optional<IpAddress> mask = family.parse(text);
    if (mask.isEmpty()) {
      throw IptablesException.parameter("invalid mask `" + text + "' specified");
    }
    return mask.get();
  }
}
