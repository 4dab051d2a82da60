package passerelle.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;

/**
 * {@code DNAT}, {@code SNAT}, {@code MASQUERADE} and {@code REDIRECT}: the first packet of a
 * connection decides to what its address and port are changed (struct nf_nat_range2).
 *
 * @param kind which of the four
 * @param addresses the addresses to choose from; none with MASQUERADE and REDIRECT, or when only
 *     the port changes
 * @param ports the ports to choose from; empty keeps the port where possible
 * @param basePort with a shifted port range: the original port that maps to the first one
 * @param flags how to choose
 */
public record NatTarget(
    Kind kind,
    Optional<Range> addresses,
    Optional<PortRange> ports,
    OptionalInt basePort,
    Set<Flag> flags)
    implements Target {

  /** The targets of table nat. */
  public enum Kind {
    DNAT("to-destination"),
    SNAT("to-source"),
    MASQUERADE("to-ports"),
    REDIRECT("to-ports");

    private final String option;

    Kind(String option) {
      this.option = option;
    }

    /** Changes the source, and so belongs to POSTROUTING and INPUT. */
    public boolean changesSource() {
      return this == SNAT || this == MASQUERADE;
    }
  }

  /** Options that say how to choose. */
  public enum Flag {
    RANDOM("random"),
    RANDOM_FULLY("random-fully"),
    PERSISTENT("persistent");

    private final String word;

    Flag(String word) {
      this.word = word;
    }
  }

  /** Addresses, both ends included. */
  public record Range(IpAddress first, IpAddress last) {
    private String text() {
      return first.equals(last) ? first.toString() : first + "-" + last;
    }
  }

  static final Extension<Target> DNAT = extension(Kind.DNAT, Flag.values());
  static final Extension<Target> SNAT = extension(Kind.SNAT, Flag.values());
  static final Extension<Target> MASQUERADE =
      extension(Kind.MASQUERADE, Flag.RANDOM, Flag.RANDOM_FULLY);
  static final Extension<Target> REDIRECT = extension(Kind.REDIRECT, Flag.RANDOM);

  public NatTarget {
    flags = Set.copyOf(flags);
  }

  private static Extension<Target> extension(Kind kind, Flag... flags) {
    Option to = Option.value(kind.option);
    List<Option> options = new ArrayList<>();
    options.add(kind.option.equals("to-ports") ? to : to.must());
    for (Flag flag : flags) {
      options.add(Option.flag(flag.word));
    }
    return Extension.of(
        kind.name(), values -> NatRange.parse(kind, values), options.toArray(Option[]::new));
  }

  static String option(Kind kind) {
    return kind.option;
  }

  static Set<Flag> flags(OptionValues values) {
    List<Flag> out = new ArrayList<>();
    for (Flag flag : Flag.values()) {
      if (values.has(flag.word)) {
        out.add(flag);
      }
    }
    return Set.copyOf(out);
  }

  /** What stands behind {@code --to-...}; empty when nothing does. */
  private String to() {
    StringBuilder out = new StringBuilder();
    boolean bracket =
        ports.isPresent()
            && addresses.isPresent()
            && addresses.get().first() instanceof Ipv6Address;
    addresses.ifPresent(
        r -> out.append(bracket ? "[" : "").append(r.text()).append(bracket ? "]" : ""));
    if (ports.isPresent() && !kind.option.equals("to-ports")) {
      out.append(':');
    }
    ports.ifPresent(p -> out.append(p.dashed()));
    basePort.ifPresent(b -> out.append('/').append(b));
    return out.toString();
  }

  private String flagWords(String dashes) {
    StringBuilder out = new StringBuilder();
    for (Flag flag : Flag.values()) {
      if (flags.contains(flag)) {
        out.append(' ').append(dashes).append(flag.word);
      }
    }
    return out.toString();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.nat(this);
  }

  @Override
  public String label() {
    return kind.name();
  }

  @Override
  public String text() {
    String to = to();
    return "-j " + kind + (to.isEmpty() ? "" : " --" + kind.option + " " + to) + flagWords("--");
  }

  @Override
  public String listing(ListingStyle style) {
    String to = to();
    String lead =
        switch (kind) {
          case DNAT, SNAT -> "to:";
          case MASQUERADE -> "masq ports: ";
          case REDIRECT -> "redir ports ";
        };
    return ((to.isEmpty() ? "" : lead + to) + flagWords("")).strip();
  }
}
