package passerelle.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import passerelle.kernel.RulesView;
import passerelle.netfilter.RuleReference;
import passerelle.netfilter.Table;

/** The rewriting rules of a namespace, as people read them. */
final class Translations {
  private static final Set<String> TARGETS = Set.of("DNAT", "SNAT", "MASQUERADE", "REDIRECT");

  private Translations() {}

  /** The rules in the kernel's order. */
  static List<Picture.Translation> of(String netns, RulesView rules) {
    List<Picture.Translation> out = new ArrayList<>();
    for (RuleReference rule : rules.rules().toList()) {
      List<String> words = List.of(rule.text().split(" "));
      String target = target(rule, words);
      if (TARGETS.contains(target)) {
        String id = Ids.of("rule", netns, target, match(words), to(words));
        long same = out.stream().filter(t -> t.id().startsWith(id)).count();
        String own = same == 0 ? id : id + "." + same;
        out.add(new Picture.Translation(own, target, match(words), to(words), rule));
      }
    }
    return List.copyOf(out);
  }

  private static String target(RuleReference rule, List<String> words) {
    if (rule.chain().isNft()) {
      return words.stream()
          .map(word -> word.toUpperCase(Locale.ROOT))
          .filter(TARGETS::contains)
          .findFirst()
          .orElse("");
    }
    return rule.chain().isIn(Table.NAT) ? after(words, "-j") : "";
  }

  private static String match(List<String> words) {
    String port = after(words, "--dport", "--dports", "dport");
    if (port.isEmpty()) {
      return after(words, "-s", "saddr", "-d", "daddr");
    }
    String protocol = words.contains("udp") ? "udp" : after(words, "-p");
    String address = after(words, "-d", "daddr").replaceAll("/32$", "");
    String plain = protocol.isEmpty() || protocol.equals("tcp") ? "" : "/" + protocol;
    return address + ":" + port + plain;
  }

  private static String to(List<String> words) {
    return after(words, "--to-destination", "--to-source", "--to-ports", "to");
  }

  /** What stands behind the first of some words that is there. */
  private static String after(List<String> words, String... options) {
    for (String option : options) {
      int at = words.indexOf(option);
      if (at >= 0 && at + 1 < words.size()) {
        return words.get(at + 1);
      }
    }
    return "";
  }
}
