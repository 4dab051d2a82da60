package passerelle.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv6Address;

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
    Optional<IpAddress> numeric =
        family == Family.IPV4 ? quad(text) : Ipv6Address.parse(text).map(a -> a);
    return numeric.isPresent() || text.isEmpty() ? numeric : names.address(text, family);
  }

  private static Optional<IpAddress> quad(String text) {
    StringBuilder padded = new StringBuilder(text);
    for (int dots = (int) text.chars().filter(c -> c == '.').count(); dots < 3; dots++) {
      padded.append(".0");
    }
    return Ipv4Address.parse(padded.toString()).map(a -> a);
  }

  /** A prefix length or a mask written as an address. */
  static IpAddress mask(String text, Family family) throws IptablesException {
    boolean v4 = family == Family.IPV4;
    IpAddress like = v4 ? Ipv4Address.ANY : Ipv6Address.ANY;
    OptionalInt length = Numbers.parse(text, like.width());
    if (length.isPresent()) {
      return AddressMask.mask(like, length.getAsInt());
    }
    Optional<IpAddress> mask = IpAddress.parse(text).filter(m -> m.width() == like.width());
    if (mask.isEmpty()) {
      throw IptablesException.parameter("invalid mask `" + text + "' specified");
    }
    return mask.get();
  }
}
