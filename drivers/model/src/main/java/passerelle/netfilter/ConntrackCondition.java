package passerelle.netfilter;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import passerelle.addr.IpAddress;
import passerelle.text.Cut;

/** One test of {@code -m conntrack}. */
public sealed interface ConntrackCondition {

  /** The option's name without dashes, such as {@code ctstate}. */
  String name();

  boolean negated();

  /** The option's value as printed. */
  String value();

  default String listing(ListingStyle style) {
    return value();
  }

  /** What a packet is to its connection; SNAT and DNAT ask whether addresses were changed. */
  enum CtState {
    INVALID,
    NEW,
    RELATED,
    ESTABLISHED,
    UNTRACKED,
    SNAT,
    DNAT
  }

  /** Bits of a connection's status. */
  enum CtStatus {
    EXPECTED,
    SEEN_REPLY,
    ASSURED,
    CONFIRMED
  }

  /** Which of the connection's four addresses or ports. */
  enum Part {
    ORIGSRC,
    ORIGDST,
    REPLSRC,
    REPLDST
  }

  /** {@code --ctstate}. */
  record State(Set<CtState> states, boolean negated) implements ConntrackCondition {
    static State parse(String option, OptionValues values) throws IptablesException {
      EnumSet<CtState> states = EnumSet.noneOf(CtState.class);
      boolean plain = option.equals("state");
      for (String word : values.word(option).split(",", -1)) {
        Optional<CtState> state = find(CtState.values(), word);
        if (state.isEmpty() || plain && state.get().ordinal() > CtState.UNTRACKED.ordinal()) {
          throw IptablesException.parameter("Bad " + option + " \"" + word + "\"");
        }
        states.add(state.get());
      }
      return new State(states, values.negated(option));
    }

    @Override
    public String name() {
      return "ctstate";
    }

    @Override
    public String value() {
      return states.stream().sorted().map(CtState::name).collect(Collectors.joining(","));
    }
  }

  /** {@code --ctproto}: the connection's protocol number. */
  record Protocol(int protocol, boolean negated) implements ConntrackCondition {
    @Override
    public String name() {
      return "ctproto";
    }

    @Override
    public String value() {
      return Integer.toString(protocol);
    }
  }

  /** {@code --ctorigsrc} and its like. */
  record Address(Part part, AddressMask network, boolean negated) implements ConntrackCondition {
    @Override
    public String name() {
      return "ct" + part.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String value() {
      return network.shortText();
    }

    @Override
    public String listing(ListingStyle style) {
      return network.listing(style);
    }
  }

  /** {@code --ctorigsrcport} and its like. */
  record Port(Part part, PortRange ports, boolean negated) implements ConntrackCondition {
    @Override
    public String name() {
      return "ct" + part.name().toLowerCase(Locale.ROOT) + "port";
    }

    @Override
    public String value() {
      return ports.text();
    }
  }

  /** {@code --ctstatus}; no status at all is NONE. */
  record Status(Set<CtStatus> statuses, boolean negated) implements ConntrackCondition {
    @Override
    public String name() {
      return "ctstatus";
    }

    @Override
    public String value() {
      return statuses.isEmpty()
          ? "NONE"
          : statuses.stream().sorted().map(CtStatus::name).collect(Collectors.joining(","));
    }
  }

  /** {@code --ctexpire}: seconds until the connection is forgotten. */
  record Expire(long low, long high, boolean negated) implements ConntrackCondition {
    @Override
    public String name() {
      return "ctexpire";
    }

    @Override
    public String value() {
      return low == high ? Long.toString(low) : low + ":" + high;
    }
  }

  /** {@code --ctdir}: does the packet go the way of the connection's first packet? */
  record Direction(boolean reply) implements ConntrackCondition {
    @Override
    public String name() {
      return "ctdir";
    }

    @Override
    public boolean negated() {
      return false;
    }

    @Override
    public String value() {
      return reply ? "REPLY" : "ORIGINAL";
    }
  }

  static ConntrackCondition parse(String option, OptionValues values) throws IptablesException {
    String word = values.word(option);
    boolean negated = values.negated(option);
    switch (option) {
      case "ctstate":
        return State.parse(option, values);
      case "ctproto":
        OptionalInt protocol = Protocols.parse(word);
        if (protocol.isEmpty()) {
          throw IptablesException.parameter("unknown protocol \"" + word + "\" specified");
        }
        return new Protocol(protocol.getAsInt(), negated);
      case "ctstatus":
        return status(word, negated);
      case "ctexpire":
        return expire(word, negated, values);
      case "ctdir":
        Optional<String> way =
            java.util.stream.Stream.of("ORIGINAL", "REPLY")
                .filter(word::equalsIgnoreCase)
                .findFirst();
        if (way.isEmpty()) {
          throw values.badValue(option);
        }
        return new Direction(way.get().equals("REPLY"));
      default:
        return tuplePart(option, word, negated, values);
    }
  }

  private static ConntrackCondition tuplePart(
      String option, String word, boolean negated, OptionValues values) throws IptablesException {
    String which = option.substring(2).toUpperCase(Locale.ROOT);
    if (!which.endsWith("PORT")) {
      Part part = Part.valueOf(which);
      return new Address(part, host(word, values), negated);
    }
    Part part = Part.valueOf(which.substring(0, which.length() - 4));
    return new Port(part, PortRange.parseNewer(option, values), negated);
  }

  private static AddressMask host(String word, OptionValues values) throws IptablesException {
    Cut masked = Cut.first(word, "/");
    Optional<IpAddress> address = Addresses.find(masked.before(), values.family(), values.names());
    if (address.isEmpty()) {
      throw IptablesException.parameter("getaddrinfo: Temporary failure in name resolution\n");
    }
    IpAddress mask =
        masked.found()
            ? Addresses.mask(masked.after(), values.family())
            : AddressMask.host(address.get()).mask();
    return new AddressMask(address.get(), mask);
  }

  private static ConntrackCondition status(String word, boolean negated) throws IptablesException {
    EnumSet<CtStatus> statuses = EnumSet.noneOf(CtStatus.class);
    for (String part : word.split(",", -1)) {
      Optional<CtStatus> status = find(CtStatus.values(), part);
      if (status.isEmpty() && !part.equalsIgnoreCase("NONE")) {
        throw IptablesException.parameter("Bad ctstatus \"" + part + "\"");
      }
      status.ifPresent(statuses::add);
    }
    return new Status(statuses, negated);
  }

  private static ConntrackCondition expire(String word, boolean negated, OptionValues values)
      throws IptablesException {
    String[] ends = word.split(":", -1);
    var low = Numbers.parseUnsigned(ends[0].isEmpty() ? "0" : ends[0], 0xffff_ffffL);
    String last = ends.length == 1 ? ends[0] : ends[1].isEmpty() ? "4294967295" : ends[1];
    var high = Numbers.parseUnsigned(last, 0xffff_ffffL);
    boolean reversed = low.isPresent() && high.orElse(-1) < low.getAsLong();
    if (ends.length > 2 || low.isEmpty() || reversed) {
      throw values.fault(
          "bad value for option \"--ctexpire\" near \""
              + (reversed ? last : word)
              + "\", or out of range ("
              + low.orElse(0)
              + "-4294967295).\n");
    }
    return new Expire(low.getAsLong(), high.getAsLong(), negated);
  }

  private static <E extends Enum<E>> Optional<E> find(E[] values, String word) {
    return Arrays.stream(values).filter(v -> v.name().equalsIgnoreCase(word)).findFirst();
  }
}
