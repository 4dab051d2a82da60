package passerelle.netfilter;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The matches {@code tcp}, {@code udp}, {@code sctp} and {@code dccp}: ports, and for TCP flags and
 * an option (extensions/libxt_tcp.c, libxt_udp.c).
 *
 * @param module the match's name
 * @param source the source port, when it matters
 * @param destination the destination port, when it matters
 * @param flags TCP flags, when they matter
 * @param tcpOption kind of a TCP option that must be there, 1..255
 * @param negations which of the four are negated
 */
public record PortsMatch(
    String module,
    Optional<PortRange> source,
    Optional<PortRange> destination,
    Optional<TcpFlags> flags,
    OptionalInt tcpOption,
    Negations negations)
    implements Match {

  /** Which parts must not hold. */
  public record Negations(boolean source, boolean destination, boolean flags, boolean tcpOption) {}

  static final Extension<Match> TCP =
      Extension.of(
          "tcp",
          PortsMatch::parse,
          Option.value("source-port").old().orNot(),
          Option.value("source-port").old().orNot().alias("sport"),
          Option.value("destination-port").old().orNot(),
          Option.value("destination-port").old().orNot().alias("dport"),
          Option.flag("syn").orNot(),
          Option.value("tcp-flags").pair().orNot(),
          Option.value("tcp-option").old().orNot());

  static final Extension<Match> SCTP =
      Extension.of(
          "sctp",
          PortsMatch::parse,
          Option.value("source-port").old().orNot(),
          Option.value("source-port").old().orNot().alias("sport"),
          Option.value("destination-port").old().orNot(),
          Option.value("destination-port").old().orNot().alias("dport"));

  static final Extension<Match> UDP = newer("udp");
  static final Extension<Match> DCCP = newer("dccp");

  /** A match whose options the common parser reads, with its own ways to complain. */
  private static Extension<Match> newer(String module) {
    return Extension.of(
        module,
        PortsMatch::parse,
        Option.value("source-port").orNot(),
        Option.value("source-port").orNot().alias("sport"),
        Option.value("destination-port").orNot(),
        Option.value("destination-port").orNot().alias("dport"));
  }

  private static Match parse(OptionValues values) throws IptablesException {
    String module = values.module();
    if (values.has("syn") && values.has("tcp-flags")) {
      throw IptablesException.parameter("Only one of `--syn' or `--tcp-flags'  allowed");
    }
    Optional<TcpFlags> flags = Optional.empty();
    if (values.has("syn")) {
      flags = Optional.of(TcpFlags.SYN_ONLY);
    } else if (values.has("tcp-flags")) {
      var words = values.get("tcp-flags").orElseThrow().words();
      flags = Optional.of(new TcpFlags(TcpFlags.parse(words.get(0)), TcpFlags.parse(words.get(1))));
    }
    OptionalInt option = OptionalInt.empty();
    if (values.has("tcp-option")) {
      option = Numbers.parse(values.word("tcp-option"), 255);
      if (option.orElse(0) == 0) {
        throw IptablesException.parameter("Bad TCP option \"" + values.word("tcp-option") + "\"");
      }
    }
    Optional<PortRange> source = range(values, "source-port", module);
    Optional<PortRange> destination = range(values, "destination-port", module);
    if (!values.isEmpty() && values.protocolNamed() != Protocols.parse(module).orElse(-1)) {
      String name = module.toUpperCase(Locale.ROOT);
      throw IptablesException.incomplete(name + " match requires '-p " + module + "'");
    }
    return new PortsMatch(
        module,
        source,
        destination,
        flags,
        option,
        new Negations(
            values.negated("source-port"),
            values.negated("destination-port"),
            values.negated("syn") || values.negated("tcp-flags"),
            values.negated("tcp-option")));
  }

  /** One match of what two of the same module say; empty when they speak of the same part. */
  Optional<PortsMatch> merge(PortsMatch other) {
    boolean apart =
        module.equals(other.module)
            && !(source.isPresent() && other.source.isPresent())
            && !(destination.isPresent() && other.destination.isPresent())
            && !(flags.isPresent() && other.flags.isPresent())
            && !(tcpOption.isPresent() && other.tcpOption.isPresent());
    if (!apart) {
      return Optional.empty();
    }
    return Optional.of(
        new PortsMatch(
            module,
            source.or(() -> other.source),
            destination.or(() -> other.destination),
            flags.or(() -> other.flags),
            tcpOption.isPresent() ? tcpOption : other.tcpOption,
            new Negations(
                negations.source || other.negations.source,
                negations.destination || other.negations.destination,
                negations.flags || other.negations.flags,
                negations.tcpOption || other.negations.tcpOption)));
  }

  private static Optional<PortRange> range(OptionValues values, String option, String protocol)
      throws IptablesException {
    if (!values.has(option)) {
      return Optional.empty();
    }
    boolean newer = protocol.equals("udp") || protocol.equals("dccp");
    PortRange range =
        newer
            ? PortRange.parseNewer(option, values)
            : PortRange.parse(values.word(option), protocol, values.names());
    boolean all = range.equals(PortRange.ALL) && !values.negated(option);
    return all ? Optional.empty() : Optional.of(range);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.ports(this);
  }

  @Override
  public String text() {
    StringBuilder out = new StringBuilder("-m ").append(module);
    source.ifPresent(r -> CommandWords.part(out, negations.source, "--sport " + r.text()));
    destination.ifPresent(
        r -> CommandWords.part(out, negations.destination, "--dport " + r.text()));
    tcpOption.ifPresent(o -> CommandWords.part(out, negations.tcpOption, "--tcp-option " + o));
    flags.ifPresent(f -> CommandWords.part(out, negations.flags, "--tcp-flags " + f.text()));
    return out.toString();
  }

  @Override
  public String listing(ListingStyle style) {
    StringBuilder out = new StringBuilder(module);
    source.ifPresent(r -> out.append(ports(" spt", r, negations.source, style)));
    destination.ifPresent(r -> out.append(ports(" dpt", r, negations.destination, style)));
    String not = negations.tcpOption ? "!" : "";
    tcpOption.ifPresent(o -> out.append(" option=").append(not).append(o));
    String bang = negations.flags ? "!" : "";
    flags.ifPresent(f -> out.append(" flags:").append(bang).append(f.listing(style)));
    return out.toString();
  }

  private String ports(String word, PortRange range, boolean negated, ListingStyle style) {
    return word
        + (range.isSingle() ? ":" : "s:")
        + (negated ? "!" : "")
        + range.listing(style, module);
  }
}
