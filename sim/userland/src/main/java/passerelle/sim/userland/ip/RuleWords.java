package passerelle.sim.userland.ip;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import passerelle.addr.IpInterfaceAddress;
import passerelle.kernel.op.RouteSpec;
import passerelle.packet.IpProtocol;
import passerelle.sim.uapi.FibRule;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** A routing rule as it is written (ip/iprule.c:iprule_modify, iprule_list_flush_or_save). */
final class RuleWords {
  OptionalLong priority = OptionalLong.empty();
  private final IpOptions options;
  private boolean inverted;
  private Optional<IpInterfaceAddress> from = Optional.empty();
  private Optional<IpInterfaceAddress> to = Optional.empty();
  private int tos;
  private String in = "";
  private String out = "";
  private OptionalInt mark = OptionalInt.empty();
  private OptionalInt mask = OptionalInt.empty();
  private int ipProtocol;
  private FibRule.Ports sourcePorts = FibRule.Ports.ANY;
  private FibRule.Ports destinationPorts = FibRule.Ports.ANY;
  private Optional<FibRule.Action> action = Optional.empty();
  private OptionalInt table = OptionalInt.empty();
  private long target;
  private OptionalInt suppressed = OptionalInt.empty();
  private OptionalInt protocol = OptionalInt.empty();

  private RuleWords(IpOptions options) {
    this.options = options;
  }

  static RuleWords parse(IpOptions options, Words line) throws ToolFailure {
    RuleWords words = new RuleWords(options);
    while (line.hasNext()) {
      String word = line.next();
      if (!words.takeSelector(word, line)) {
        words.takeAction(word, line);
      }
    }
    return words;
  }

  private boolean takeSelector(String word, Words line) throws ToolFailure {
    switch (word) {
      case "not" -> inverted = true;
      case "from" -> from = prefix(line.argument());
      case "to" -> to = prefix(line.argument());
      case "fwmark" -> takeMark(line.argument());
      case "dev", "iif" -> in = line.argument();
      case "oif" -> out = line.argument();
      case "ipproto" -> ipProtocol = number(line.argument());
      case "sport" -> sourcePorts = ports(line.argument(), "sport");
      case "dport" -> destinationPorts = ports(line.argument(), "dport");
      case "l3mdev", "uidrange", "tun_id", "dscp", "flowlabel" ->
          throw ToolFailure.notModelled("ip", "the rule selector " + word);
      default -> {
        if (Words.matches(word, "preference", "order", "priority")) {
          String complaint = "preference value is invalid\n";
          priority = OptionalLong.of(Words.number(line.argument(), 0xffff_ffffL, complaint));
        } else if (word.equals("tos") || Words.matches(word, "dsfield")) {
          tos = RouteNames.tos(line.argument());
        } else {
          return false;
        }
      }
    }
    return true;
  }

  private void takeAction(String word, Words line) throws ToolFailure {
    switch (word) {
      case "lookup" -> takeTable(line.argument());
      case "suppress_prefixlength", "sup_pl" -> {
        String complaint = "invalid suppress_prefixlength value\n";
        suppressed = OptionalInt.of((int) Words.number(line.argument(), 32, complaint));
      }
      case "goto" -> {
        action = Optional.of(FibRule.Action.GOTO);
        target = Words.number(line.argument(), 0xffff_ffffL, "invalid target\n");
      }
      case "nop" -> action = Optional.of(FibRule.Action.NOP);
      case "suppress_ifgroup", "sup_group", "realms", "nat", "map-to" ->
          throw ToolFailure.notModelled("ip", "the rule option " + word);
      case "help" -> throw Usage.of("rule");
      default -> {
        if (Words.matches(word, "protocol")) {
          protocol = OptionalInt.of(RouteNames.protocol(line.argument()).number());
        } else if (Words.matches(word, "table")) {
          takeTable(line.argument());
        } else {
          takeType(word.equals("type") ? line.argument() : word);
        }
      }
    }
  }

  private void takeTable(String name) throws ToolFailure {
    action = Optional.of(FibRule.Action.TABLE);
    table = OptionalInt.of(options.tables.number(name, "invalid table ID\n"));
  }

  private void takeType(String word) throws ToolFailure {
    switch (word) {
      case "unreachable", "prohibit", "blackhole" ->
          action = Optional.of(FibRule.Action.valueOf(word.toUpperCase(Locale.ROOT)));
      case "unicast" -> action = Optional.of(FibRule.Action.TABLE);
      default -> throw Words.invalid("Failed to parse rule type", word);
    }
  }

  private Optional<IpInterfaceAddress> prefix(String text) throws ToolFailure {
    IpInterfaceAddress written = Prefixes.prefix(text, options).address();
    return written.length() == 0 ? Optional.empty() : Optional.of(written);
  }

  private void takeMark(String text) throws ToolFailure {
    int slash = text.indexOf('/');
    String value = slash < 0 ? text : text.substring(0, slash);
    String complaint = "fwmark value is invalid\n";
    mark = OptionalInt.of((int) Words.number(value, 0xffff_ffffL, complaint));
    if (slash >= 0) {
      String its = text.substring(slash + 1);
      mask = OptionalInt.of((int) Words.number(its, 0xffff_ffffL, "fwmask value is invalid\n"));
    }
  }

  private static int number(String protocol) throws ToolFailure {
    return switch (protocol) {
      case "icmp" -> IpProtocol.ICMP;
      case "tcp" -> IpProtocol.TCP;
      case "udp" -> IpProtocol.UDP;
      default -> (int) Words.number(protocol, 255, "Invalid \"ipproto\" value\n");
    };
  }

  private static FibRule.Ports ports(String text, String name) throws ToolFailure {
    if (text.contains("/")) {
      throw ToolFailure.notModelled("ip", "a mask for " + name + " of ip rule");
    }
    int dash = text.indexOf('-');
    String complaint = "invalid \"" + name + "\"";
    int first = (int) Words.number(dash < 0 ? text : text.substring(0, dash), 65535, complaint);
    int last = dash < 0 ? first : (int) Words.number(text.substring(dash + 1), 65535, complaint);
    return new FibRule.Ports(first, last);
  }

  /** The rule that is meant, with a priority. */
  FibRule rule(long itsPriority) {
    FibRule.Selector selector =
        new FibRule.Selector(
            inverted,
            from,
            to,
            tos,
            in,
            out,
            mark.orElse(0),
            mask.orElse(mark.orElse(0) == 0 ? 0 : ~0),
            ipProtocol,
            sourcePorts,
            destinationPorts);
    return new FibRule(
        itsPriority,
        selector,
        action.orElse(FibRule.Action.TABLE),
        table.orElse(RouteSpec.MAIN),
        target,
        suppressed,
        protocol.orElse(0));
  }

  /** Whether a rule agrees with all that is told ({@code rule_find}, {@code filter_nlmsg}). */
  boolean describes(FibRule rule) {
    FibRule.Selector its = rule.selector();
    return (priority.isEmpty() || priority.getAsLong() == rule.priority())
        && (from.isEmpty() || from.equals(its.from()))
        && (to.isEmpty() || to.equals(its.to()))
        && (tos == 0 || tos == its.tos())
        && (in.isEmpty() || in.equals(its.in()))
        && (out.isEmpty() || out.equals(its.out()))
        && (mark.isEmpty() || mark.getAsInt() == its.mark())
        && (mask.isEmpty() || mask.getAsInt() == its.mask())
        && (ipProtocol == 0 || ipProtocol == its.protocol())
        && (sourcePorts.equals(FibRule.Ports.ANY) || sourcePorts.equals(its.sourcePorts()))
        && (destinationPorts.equals(FibRule.Ports.ANY)
            || destinationPorts.equals(its.destinationPorts()))
        && action.filter(a -> a != rule.action()).isEmpty()
        && (table.isEmpty() || table.getAsInt() == rule.table())
        && (suppressed.isEmpty() || suppressed.equals(rule.suppressed()))
        && (protocol.isEmpty() || protocol.getAsInt() == rule.protocol());
  }
}
