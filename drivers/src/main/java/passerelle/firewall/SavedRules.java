package passerelle.firewall;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.netfilter.Family;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/**
 * The IPv4 rules of a host as an engine finds them that starts on a host where one ran before
 * (libnetwork/drivers/bridge/internal/iptabler).
 */
public final class SavedRules {
  /** The administrator's chain, in which an engine changes nothing. */
  private static final String USER = "DOCKER-USER";

  private final Map<String, List<String>> chains = new LinkedHashMap<>();

  /** Reads what {@code iptables-save} prints. */
  public SavedRules(List<String> lines) {
    String table = "";
    for (String line : lines) {
      if (line.startsWith("*")) {
        table = line.substring(1);
      } else if (line.startsWith(":")) {
        chain(table, line.substring(1, line.indexOf(' ')));
      } else if (line.startsWith("-A ")) {
        int end = line.indexOf(' ', 3);
        chain(table, line.substring(3, end)).add(line.substring(end + 1));
      }
    }
  }

  private List<String> chain(String table, String name) {
    return chains.computeIfAbsent(table + " " + name, key -> new ArrayList<>());
  }

  /** Empties the chains of the engine that ran before, and takes the jumps to them away. */
  public Plan cleanUp(String netns) {
    Plan.Builder plan = new Plan.Builder();
    chains.forEach(
        (key, rules) -> {
          Table table = table(key);
          String chain = key.substring(key.indexOf(' ') + 1);
          if (isEngines(chain)) {
            plan.add(
                new KernelOp.FlushChain(netns, Family.IPV4, table, chain), "restart.flush", chain);
            return;
          }
          rules.stream()
              .filter(rule -> isJump(table, rule))
              .forEach(
                  rule ->
                      plan.add(
                          new KernelOp.DeleteRule(netns, Family.IPV4, table, chain, Rule.of(rule)),
                          "restart.jump",
                          chain));
        });
    return plan.build();
  }

  private static boolean isEngines(String chain) {
    return (chain.equals("DOCKER") || chain.startsWith("DOCKER-")) && !chain.equals(USER);
  }

  /** A jump that the engine puts back to its place when it starts. */
  private static boolean isJump(Table table, String rule) {
    String target = rule.substring(rule.lastIndexOf(' ') + 1);
    return table == Table.NAT
        ? isEngines(target)
        : rule.startsWith("-j ") && (isEngines(target) || target.equals(USER));
  }

  private static Table table(String key) {
    return Table.valueOf(key.substring(0, key.indexOf(' ')).toUpperCase(Locale.ROOT));
  }

  /** What of a plan is not there yet; the chains of IPv6 are, once an engine has run. */
  public Plan missing(Plan plan) {
    return new Plan(plan.steps().stream().filter(step -> !isThere(step)).toList());
  }

  private boolean isThere(PlanStep step) {
    KernelOp op = step.op();
    if (op instanceof KernelOp.NewChain c) {
      return c.family() == Family.IPV6 || chains.containsKey(c.table().label() + " " + c.chain());
    } else if (op instanceof KernelOp.AppendRule r) {
      return r.family() == Family.IPV6 || has(r.table(), r.chain(), r.rule());
    } else if (op instanceof KernelOp.InsertRule r) {
      return r.family() == Family.IPV6 || has(r.table(), r.chain(), r.rule());
    }
    return false;
  }

  private boolean has(Table table, String chain, Rule rule) {
    return chains.getOrDefault(table.label() + " " + chain, List.of()).contains(rule.text());
  }
}
