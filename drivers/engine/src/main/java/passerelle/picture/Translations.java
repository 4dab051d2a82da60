package passerelle.picture;

import java.util.ArrayList;
import java.util.List;
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
    List<RuleReference> nat =
        rules
            .rules()
            .filter(rule -> rule.chain().isIn(Table.NAT))
            .filter(rule -> TARGETS.stream().anyMatch(rule.text()::contains))
            .toList();
    for (RuleReference rule : nat) {
      List<String> words = List.of(rule.text().split(" "));
      String target = after(words, "-j");
      if (TARGETS.contains(target)) {
        String id = Ids.of("rule", netns, target, match(words), to(words));
        long same = out.stream().filter(t -> t.id().startsWith(id)).count();
        String own = same == 0 ? id : id + "." + same;
        out.add(new Picture.Translation(own, target, match(words), to(words), rule));
      }
    }
    return List.copyOf(out);
  }

  private static String match(List<String> words) {
    String port = after(words, "--dport") + after(words, "--dports");
    if (port.isEmpty()) {
      String source = after(words, "-s");
      return source.isEmpty() ? after(words, "-d") : source;
    }
    String protocol = after(words, "-p");
    return ":" + port + (protocol.equals("tcp") ? "" : "/" + protocol);
  }

  private static String to(List<String> words) {
    return after(words, "--to-destination")
        + after(words, "--to-source")
        + after(words, "--to-ports");
  }

  private static String after(List<String> words, String option) {
    int at = words.indexOf(option);
    return at < 0 || at + 1 >= words.size() ? "" : words.get(at + 1);
  }
}
