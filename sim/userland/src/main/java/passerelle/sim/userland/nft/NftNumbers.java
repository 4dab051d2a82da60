package passerelle.sim.userland.nft;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftRule;
import passerelle.text.WordMap;

/** Names of values as the numbers that they stand for ({@code nft -n}). */
final class NftNumbers {
  private static final Map<String, String> STATES =
      WordMap.of("invalid=0x1 established=0x2 related=0x4 new=0x8 untracked=0x40");

  /** Codes of what is sent back, by what they belong to (src/datatype.c). */
  static final Map<String, Map<String, Integer>> REASONS =
      Map.of(
          "icmp",
          WordMap.numbers(
              """
              net-unreachable=0 host-unreachable=1 prot-unreachable=2 port-unreachable=3
              net-prohibited=9 host-prohibited=10 admin-prohibited=13
              """),
          "icmpv6",
          WordMap.numbers(
              """
              no-route=0 admin-prohibited=1 addr-unreachable=3 port-unreachable=4 policy-fail=5
              reject-route=6
              """),
          "icmpx",
          WordMap.numbers("no-route=0 port-unreachable=1 host-unreachable=2 admin-prohibited=3"));

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
      return isNamed(compare.field()) ? numbers(text, compare) : text;
    }
    if (text.startsWith("ct state ")) {
      return "ct state "
          + WORD.matcher(text.substring(9))
              .replaceAll(m -> Matcher.quoteReplacement(STATES.getOrDefault(m.group(), m.group())));
    }
    if (text.startsWith("reject with icmp")) {
      String[] words = text.split(" ");
      return "reject with " + words[2] + " " + REASONS.get(words[2]).get(words[3]);
    }
    return text.equals("meta l4proto tcp") ? "meta l4proto 6" : text;
  }

  private static boolean isNamed(NftField field) {
    return switch (field.kind()) {
      case PROTOCOL, ICMP, ICMP6, FAMILY, DSCP -> true;
      default -> false;
    };
  }

  private static String numbers(String text, NftExpression.Compare compare) {
    String form = compare.field().kind() == NftField.Kind.DSCP ? "0x%02x" : "%d";
    String out = text;
    for (NftInterval value : compare.values()) {
      String number = String.format(Locale.ROOT, form, value.low());
      out = out.replaceFirst("(?<=[ ])" + Pattern.quote(value.text()) + "(?=$|[ ,])", number);
    }
    return out;
  }
}
