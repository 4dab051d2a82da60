package passerelle.real.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/**
 * The rules of a namespace as {@code iptables-save} lists them, with the numbers by which nf_tables
 * knows them.
 */
final class RuleBook {
  private final Map<Key, List<String>> chains;
  private final Map<Key, String> policies;
  private final Map<Key, List<Long>> handles;

  /** A chain of a table. */
  record Key(String table, String chain) {}

  private RuleBook(
      Map<Key, List<String>> chains, Map<Key, String> policies, Map<Key, List<Long>> handles) {
    this.chains = chains;
    this.policies = policies;
    this.handles = handles;
  }

  /**
   * Reads the rules.
   *
   * @param saved the lines of {@code iptables-save}
   * @param handles the rules of each chain of nf_tables, in order
   */
  static RuleBook of(List<String> saved, Map<Key, List<Long>> handles) {
    Map<Key, List<String>> chains = new LinkedHashMap<>();
    Map<Key, String> policies = new LinkedHashMap<>();
    String table = "";
    for (String line : saved) {
      if (line.startsWith("*")) {
        table = line.substring(1);
      } else if (line.startsWith(":")) {
        String[] words = line.substring(1).split(" ");
        Key key = new Key(table, words[0]);
        chains.put(key, new ArrayList<>());
        policies.put(key, words.length > 1 ? words[1] : "-");
      } else if (line.startsWith("-A ")) {
        String[] words = line.split(" ", 3);
        chains
            .computeIfAbsent(new Key(table, words[1]), k -> new ArrayList<>())
            .add(words.length > 2 ? words[2] : "");
      }
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

  String policy(Table table, String chain) {
    return policies.getOrDefault(new Key(table.label(), chain), "ACCEPT");
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
