package passerelle.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.RuleReference;

/**
 * The rules of one family of a network namespace.
 *
 * @param chains in the order of the kernel, those of one table after each other, iptables' before
 *     those of nftables' own tables, of which a table {@code inet} is of both families
 */
public record RulesView(List<Chain> chains) {
  /** No table was ever made. */
  public static final RulesView NONE = new RulesView(List.of());

  /**
   * A chain.
   *
   * @param head its policy, with what that has counted, if it is built in; otherwise its making
   * @param rules in order
   */
  public record Chain(Counted head, List<Counted> rules) {
    public ChainReference reference() {
      return head.rule().chain();
    }

    private Chain uncounted() {
      return new Chain(head.uncounted(), rules.stream().map(Counted::uncounted).toList());
    }

    /** As {@code iptables-save} declares it, without counters. */
    private String declaration() {
      String policy = head.rule().isPolicy() ? head.rule().text() : "-";
      return ":" + reference().name() + " " + policy;
    }
  }

  /**
   * A rule, or a policy.
   *
   * @param packets how many it applied to
   * @param octets of those packets, IP headers included
   */
  public record Counted(RuleReference rule, long packets, long octets) {
    private Counted uncounted() {
      return new Counted(rule, 0, 0);
    }
  }

  /** The same with all counters 0: what stays as it is while packets pass. */
  public RulesView uncounted() {
    return new RulesView(chains.stream().map(Chain::uncounted).toList());
  }

  /** A chain, if it is there. */
  public Optional<Chain> chain(ChainReference reference) {
    return chains.stream().filter(chain -> chain.reference().equals(reference)).findFirst();
  }

  /** Whether a chain has a rule of these words. */
  public boolean has(ChainReference reference, String rule) {
    return chain(reference).stream()
        .flatMap(chain -> chain.rules().stream())
        .anyMatch(counted -> counted.rule().text().equals(rule));
  }

  /** All rules, without policies. */
  public Stream<RuleReference> rules() {
    return chains.stream().flatMap(chain -> chain.rules().stream()).map(Counted::rule);
  }

  /**
   * As {@code iptables-save} prints them, without counters and comments: {@code *table}, {@code
   * :CHAIN POLICY}, {@code -A ...}; a rule of nftables' own as {@code nft} takes it.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String table : chains.stream().map(c -> c.reference().table()).distinct().toList()) {
      List<Chain> its = chains.stream().filter(c -> c.reference().table().equals(table)).toList();
      lines.add("*" + table);
      its.forEach(chain -> lines.add(chain.declaration()));
      its.forEach(chain -> chain.rules().forEach(rule -> lines.add(rule.rule().line())));
    }
    return lines;
  }
}
