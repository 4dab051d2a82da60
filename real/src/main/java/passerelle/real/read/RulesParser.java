package passerelle.real.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.Family;
import passerelle.kernel.RulesView;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.FirewallBackend;
import passerelle.netfilter.Policy;

/** Reads what {@code iptables-save -c} prints. */
public final class RulesParser {
  private static final Pattern CHAIN = Pattern.compile(":(\\S+) (\\S+)(?: \\[(\\d+):(\\d+)])?");
  private static final Pattern RULE =
      Pattern.compile("(?:\\[(\\d+):(\\d+)] )?-A (\\S+) ?(.*?)\\s*");

  private final Family family;
  private final Map<ChainReference, RulesView.Chain> chains = new LinkedHashMap<>();
  private String table = "";

  private RulesParser(Family family) {
    this.family = family;
  }

  /** The rules of a family; where no counters are printed, they are 0. */
  public static RulesView parse(Family family, String saved) {
    RulesParser parser = new RulesParser(family);
    saved.lines().forEach(parser::line);
    return new RulesView(List.copyOf(parser.chains.values()));
  }

  private void line(String line) {
    Matcher chain = CHAIN.matcher(line);
    Matcher rule = RULE.matcher(line);
    if (line.startsWith("*")) {
      table = line.substring(1).strip();
    } else if (chain.matches()) {
      ChainReference reference = reference(chain.group(1));
      RulesView.Counted head =
          new RulesView.Counted(
              Policy.of(chain.group(2)).map(reference::policy).orElse(reference.declaration()),
              number(chain.group(3)),
              number(chain.group(4)));
      chains.put(reference, new RulesView.Chain(head, new ArrayList<>()));
    } else if (rule.matches()) {
      ChainReference reference = reference(rule.group(3));
      List<RulesView.Counted> rules =
          chains
              .computeIfAbsent(
                  reference,
                  r ->
                      new RulesView.Chain(
                          new RulesView.Counted(r.declaration(), 0, 0), new ArrayList<>()))
              .rules();
      rules.add(
          new RulesView.Counted(
              reference.rule(rules.size() + 1, rule.group(4)),
              number(rule.group(1)),
              number(rule.group(2))));
    }
  }

  private ChainReference reference(String name) {
    return new ChainReference(FirewallBackend.IPTABLES, family, table, name);
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseUnsignedLong(digits);
  }
}
