package passerelle.real.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.kernel.RulesView;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/**
 * The rules of a namespace as {@code iptables-save} lists them, with the numbers by which nf_tables
 * knows them.
 */
final class RuleBook {
  private final Map<Key, List<String>> chains;
  private final Map<Key, Policy> policies;
  private final Map<Key, List<Long>> handles;

  /** A chain of a table. */
  record Key(String table, String chain) {}

  private RuleBook(
      Map<Key, List<String>> chains, Map<Key, Policy> policies, Map<Key, List<Long>> handles) {
    this.chains = chains;
    this.policies = policies;
    this.handles = handles;
  }

  /**
   * Reads the rules.
   *
   * @param rules those of IPv4
   * @param handles the rules of each chain of nf_tables, in order
   */
  static RuleBook of(RulesView rules, Map<Key, List<Long>> handles) {
    Map<Key, List<String>> chains = new LinkedHashMap<>();
    Map<Key, Policy> policies = new LinkedHashMap<>();
    for (RulesView.Chain chain : rules.chains()) {
      Key key = new Key(chain.reference().table(), chain.reference().name());
      chains.put(key, chain.rules().stream().map(counted -> counted.rule().text()).toList());
      Policy.of(chain.head().rule().text()).ifPresent(policy -> policies.put(key, policy));
    }
    return new RuleBook(chains, policies, handles);
  }

  /** No hook has anything to do: no table was ever made. */
  boolean isIdle() {
    return chains.isEmpty();
  }

  /** The rules are not nf_tables': it will tell nothing of them. */
  boolean isForeign() {
    return !isIdle() && handles.isEmpty();
  }

  /** Some rule needs connection tracking, so that packets are tracked. */
  boolean isTracking() {
    boolean nat = chains.keySet().stream().anyMatch(key -> key.table().equals("nat"));
    return nat
        || chains.values().stream()
            .flatMap(List::stream)
            .anyMatch(rule -> rule.matches(".*(ctstate|--state|-m conn|-j CONN).*"));
  }

  /** Whether something is registered at a hook. */
  boolean isUsed(Hook hook) {
    boolean chain = chains.keySet().stream().anyMatch(key -> key.chain().equals(hook.name()));
    return chain || isTracking() && hook != Hook.FORWARD;
  }

  Policy policy(Table table, String chain) {
    return policies.getOrDefault(new Key(table.label(), chain), Policy.ACCEPT);
  }

  /** The place of a rule in its chain, from 1; 0 when it is not known. */
  int number(Table table, String chain, long handle) {
    return handles.getOrDefault(new Key(table.label(), chain), List.of()).indexOf(handle) + 1;
  }

  /** How many rules a chain has. */
  int size(Table table, String chain) {
    return chains.getOrDefault(new Key(table.label(), chain), List.of()).size();
  }

  /** A rule; one with words that Passerelle does not model has them as a comment. */
  Optional<Rule> rule(Table table, String chain, int number) {
    List<String> rules = chains.getOrDefault(new Key(table.label(), chain), List.of());
    if (number < 1 || number > rules.size()) {
      return Optional.empty();
    }
    String text = rules.get(number - 1);
    try {
      return Optional.of(Rule.of(text));
    } catch (IllegalArgumentException notModelled) {
      return Optional.of(Rule.of("-m comment --comment \"" + text.replace("\"", "") + "\""));
    }
  }
}
