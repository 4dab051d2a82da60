package passerelle.sim.userland.nft;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftRule;

/** Names of values as the numbers that they stand for ({@code nft -n}). */
final class NftNumbers {
  private static final Map<String, String> STATES =
      Map.of(
          "invalid",
          "0x1",
          "established",
          "0x2",
          "related",
          "0x4",
          "new",
          "0x8",
          "untracked",
          "0x40");
  private static final Pattern WORD = Pattern.compile("[a-z]+");

  private NftNumbers() {}

  /** The same rule in numbers. */
  static NftRule of(NftRule rule) {
    List<NftRule.Statement> statements =
        rule.statements().stream().map(s -> new NftRule.Statement(s.does(), text(s))).toList();
    return new NftRule(statements, rule.comment());
  }

  private static String text(NftRule.Statement statement) {
    String text = statement.text();
    if (statement.does() instanceof NftExpression.Compare compare) {
      return isNamed(compare.field()) ? numbers(text, compare.values()) : text;
    }
    if (text.startsWith("ct state ")) {
      return "ct state "
          + WORD.matcher(text.substring(9))
              .replaceAll(m -> Matcher.quoteReplacement(STATES.getOrDefault(m.group(), m.group())));
    }
    return text.equals("meta l4proto tcp") ? "meta l4proto 6" : text;
  }

  private static boolean isNamed(NftField field) {
    return switch (field.kind()) {
      case PROTOCOL, ICMP, ICMP6, FAMILY -> true;
      default -> false;
    };
  }

  private static String numbers(String text, List<NftInterval> values) {
    String out = text;
    for (NftInterval value : values) {
      out =
          out.replaceFirst(
              "(?<=[ ])" + Pattern.quote(value.text()) + "(?=$|[ ,])", "" + value.low());
    }
    return out;
  }
}
