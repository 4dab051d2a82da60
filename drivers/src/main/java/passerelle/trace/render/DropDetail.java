package passerelle.trace.render;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.trace.HopEvent;

/**
 * The detail of a drop in two parts.
 *
 * @param where what did it: a route, a size, a rule by its table, chain and number
 * @param rule that rule as iptables prints it; empty when it was none
 */
public record DropDetail(String where, String rule) {
  private static final Pattern RULE = Pattern.compile("(table .*, chain .* rule [0-9]+): (.*)");

  /** The detail of a drop. */
  public static DropDetail of(HopEvent.Dropped drop) {
    Matcher rule = RULE.matcher(drop.detail());
    return rule.matches()
        ? new DropDetail(rule.group(1), rule.group(2))
        : new DropDetail(drop.detail(), "");
  }
}
