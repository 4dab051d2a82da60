package passerelle.real.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.Family;
import passerelle.kernel.RulesView;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Policy;
import passerelle.netfilter.RuleReference;

/** Reads what {@code nft -s list ruleset} prints of tables that are not iptables'. */
final class NftParser {
  private static final Pattern TABLE = Pattern.compile("table (\\S+) (\\S+) \\{");
  private static final Pattern CHAIN = Pattern.compile("\tchain (\\S+) \\{");
  private static final Pattern BASE = Pattern.compile("type .*; policy (accept|drop);");

  private final Family family;
  private final Set<String> known;
  private final List<RulesView.Chain> chains;
  private Optional<String> table = Optional.empty();
  private Optional<ChainReference> chain = Optional.empty();
  private String begun = "";

  private NftParser(Family family, Set<String> known, List<RulesView.Chain> chains) {
    this.family = family;
    this.known = known;
    this.chains = chains;
  }

  /** Adds the chains whose packets are of a family and which iptables has not listed. */
  static RulesView add(RulesView rules, Family family, String listed) {
    List<RulesView.Chain> chains = new ArrayList<>(rules.chains());
    String ip = family == Family.IPV4 ? "ip " : "ip6 ";
    Set<String> known = new HashSet<>();
    rules.chains().forEach(chain -> known.add(ip + chain.reference().table()));
    NftParser parser = new NftParser(family, known, chains);
    listed.lines().forEach(parser::line);
    return new RulesView(List.copyOf(chains));
  }

  private void line(String line) {
    Matcher newTable = TABLE.matcher(line);
    Matcher newChain = CHAIN.matcher(line);
    if (newTable.matches()) {
      String name = newTable.group(1) + " " + newTable.group(2);
      table = Optional.of(name).filter(n -> sees(newTable.group(1)) && !known.contains(n));
    } else if (newChain.matches()) {
      chain = table.map(t -> ChainReference.ofNft(family, t, newChain.group(1)));
      chain.ifPresent(c -> chains.add(chain(c.declaration())));
    } else if (line.equals("\t}")) {
      chain = Optional.empty();
    } else if (chain.isPresent()) {
      rule(chain.get(), begun.isEmpty() ? line.strip() : begun + " " + line.strip());
    }
  }

  private boolean sees(String its) {
    return its.equals("inet") || its.equals(family == Family.IPV4 ? "ip" : "ip6");
  }

  /** A rule with a long set goes over several lines. */
  private void rule(ChainReference of, String text) {
    boolean open =
        text.chars().filter(c -> c == '{').count() > text.chars().filter(c -> c == '}').count();
    begun = open ? text : "";
    Matcher base = BASE.matcher(text);
    RulesView.Chain last = chains.get(chains.size() - 1);
    if (base.matches()) {
      Policy policy = Policy.valueOf(base.group(1).toUpperCase(Locale.ROOT));
      chains.set(chains.size() - 1, chain(of.policy(policy)));
    } else if (!open && !text.isEmpty()) {
      last.rules().add(new RulesView.Counted(of.rule(last.rules().size() + 1, text), 0, 0));
    }
  }

  private static RulesView.Chain chain(RuleReference head) {
    return new RulesView.Chain(new RulesView.Counted(head, 0, 0), new ArrayList<>());
  }
}
