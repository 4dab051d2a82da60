package passerelle.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code -m conntrack}, and its forerunner {@code -m state} (extensions/libxt_conntrack.c).
 *
 * @param module {@code conntrack} or {@code state}
 * @param conditions what must hold of the packet's connection, in the order of printing
 */
public record ConntrackMatch(String module, List<ConntrackCondition> conditions) implements Match {

  static final Extension<Match> CONNTRACK =
      Extension.of(
          "conntrack",
          ConntrackMatch::parse,
          Option.value("ctstate").orNot(),
          Option.value("ctproto").orNot(),
          Option.value("ctorigsrc").orNot(),
          Option.value("ctorigdst").orNot(),
          Option.value("ctreplsrc").orNot(),
          Option.value("ctrepldst").orNot(),
          Option.value("ctorigsrcport").orNot(),
          Option.value("ctorigdstport").orNot(),
          Option.value("ctreplsrcport").orNot(),
          Option.value("ctrepldstport").orNot(),
          Option.value("ctstatus").orNot(),
          Option.value("ctexpire").orNot(),
          Option.value("ctdir"));
  static final Extension<Match> STATE =
      Extension.of("state", ConntrackMatch::parseState, Option.value("state").orNot().must());

  public ConntrackMatch {
    conditions = List.copyOf(conditions);
  }

  private static Match parse(OptionValues values) throws IptablesException {
    if (values.isEmpty()) {
      throw values.fault("At least one option is required");
    }
    List<ConntrackCondition> conditions = new ArrayList<>();
    for (Option option : CONNTRACK.options()) {
      if (values.has(option.name())) {
        conditions.add(ConntrackCondition.parse(option.name(), values));
      }
    }
    return new ConntrackMatch("conntrack", conditions);
  }

  private static Match parseState(OptionValues values) throws IptablesException {
    var states = ConntrackCondition.State.parse("state", values);
    return new ConntrackMatch("state", List.of(states));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.conntrack(this);
  }

  @Override
  public String text() {
    return "-m "
        + module
        + conditions.stream()
            .map(c -> " " + CommandWords.bang(c.negated()) + "--" + name(c) + " " + c.value())
            .collect(Collectors.joining());
  }

  @Override
  public String listing(ListingStyle style) {
    return conditions.stream()
        .map(c -> CommandWords.bang(c.negated()) + name(c) + " " + c.listing(style))
        .collect(Collectors.joining(" "));
  }

  private String name(ConntrackCondition condition) {
    return module.equals("state") ? "state" : condition.name();
  }
}
