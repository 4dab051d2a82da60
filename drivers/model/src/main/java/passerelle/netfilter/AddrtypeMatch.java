package passerelle.netfilter;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code -m addrtype}: what an address is to the routing tables (extensions/libxt_addrtype.c).
 *
 * @param source types that the source address must have, when asked
 * @param destination types that the destination address must have, when asked
 * @param sourceNegated none of those
 * @param destinationNegated none of those
 * @param limit looks only at the addresses of one of the packet's devices
 */
public record AddrtypeMatch(
    Optional<Set<AddressType>> source,
    Optional<Set<AddressType>> destination,
    boolean sourceNegated,
    boolean destinationNegated,
    Limit limit)
    implements Match {

  /** The types, in the order of the kernel's numbers (include/uapi/linux/rtnetlink.h, RTN_*). */
  public enum AddressType {
    UNSPEC,
    UNICAST,
    LOCAL,
    BROADCAST,
    ANYCAST,
    MULTICAST,
    BLACKHOLE,
    UNREACHABLE,
    PROHIBIT,
    THROW,
    NAT,
    XRESOLVE
  }

  /** {@code --limit-iface-in} or {@code --limit-iface-out}. */
  public enum Limit {
    NONE(""),
    IN("limit-iface-in"),
    OUT("limit-iface-out");

    private final String option;

    Limit(String option) {
      this.option = option;
    }
  }

  static final Extension<Match> EXTENSION =
      Extension.of(
          "addrtype",
          AddrtypeMatch::parse,
          Option.value("src-type").orNot(),
          Option.value("dst-type").orNot(),
          Option.flag("limit-iface-in"),
          Option.flag("limit-iface-out"));

  private static Match parse(OptionValues values) throws IptablesException {
    values.exclusive("limit-iface-in", "limit-iface-out");
    if (!values.has("src-type") && !values.has("dst-type")) {
      throw IptablesException.incomplete("addrtype: you must specify --src-type or --dst-type");
    }
    Limit limit =
        values.has("limit-iface-in")
            ? Limit.IN
            : values.has("limit-iface-out") ? Limit.OUT : Limit.NONE;
    return new AddrtypeMatch(
        types(values, "src-type"),
        types(values, "dst-type"),
        values.negated("src-type"),
        values.negated("dst-type"),
        limit);
  }

  private static Optional<Set<AddressType>> types(OptionValues values, String option)
      throws IptablesException {
    if (!values.has(option)) {
      return Optional.empty();
    }
    EnumSet<AddressType> out = EnumSet.noneOf(AddressType.class);
    for (String word : values.word(option).split(",", -1)) {
      Optional<AddressType> type =
          EnumSet.allOf(AddressType.class).stream()
              .filter(t -> t.name().equals(word.toUpperCase(Locale.ROOT)))
              .findFirst();
      if (type.isEmpty()) {
        throw values.fault("bad type \"" + word + "\"");
      }
      out.add(type.get());
    }
    return Optional.of(out);
  }

  private static String names(Set<AddressType> types) {
    return types.stream().sorted().map(AddressType::name).collect(Collectors.joining(","));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addrtype(this);
  }

  @Override
  public String text() {
    StringBuilder out = new StringBuilder("-m addrtype");
    source.ifPresent(t -> CommandWords.part(out, sourceNegated, "--src-type " + names(t)));
    destination.ifPresent(
        t -> CommandWords.part(out, destinationNegated, "--dst-type " + names(t)));
    if (limit != Limit.NONE) {
      CommandWords.part(out, false, "--" + limit.option);
    }
    return out.toString();
  }

  @Override
  public String listing(ListingStyle style) {
    StringBuilder out = new StringBuilder("ADDRTYPE match");
    source.ifPresent(
        t -> out.append(" src-type ").append(sourceNegated ? "!" : "").append(names(t)));
    destination.ifPresent(
        t -> out.append(" dst-type ").append(destinationNegated ? "!" : "").append(names(t)));
    if (limit != Limit.NONE) {
      out.append(limit == Limit.IN ? " limit-in" : " limit-out");
    }
    return out.toString();
  }
}
