package passerelle.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.kernel.RulesView;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Hook;
import passerelle.netfilter.RuleReference;
import passerelle.network.Network;

/**
 * All rules of a lab, by place and chain, so that those of two labs can be compared: bridges that
 * are named by an id are called after their network.
 *
 * @param chains the rules of each chain, without its name; a policy other than ACCEPT comes first
 */
record RuleSets(Map<Chain, List<String>> chains) {
  /** A chain of a place. */
  record Chain(String place, ChainReference reference) {
    String table() {
      return reference.table();
    }

    String name() {
      return reference.name();
    }

    /** One that the kernel has, whether a rule is in it or not. */
    boolean isBuiltIn() {
      return Stream.of(Hook.values()).anyMatch(hook -> hook.name().equals(name()));
    }
  }

  static RuleSets of(Lab lab) {
    Map<String, String> bridges = new LinkedHashMap<>();
    for (Network network : lab.engine().networks()) {
      network
          .device()
          .filter(device -> network.isUserDefined() && device.startsWith("br-"))
          .ifPresent(device -> bridges.put(device, "br(" + network.name() + ")"));
    }
    Map<Chain, List<String>> chains = new LinkedHashMap<>();
    Sites sites = new Sites(lab);
    for (String name : sites.names()) {
      sites
          .find(name)
          .ifPresent(
              site -> {
                RulesView rules = lab.kernel().view().snapshot(site.netns()).rules();
                rules.chains().forEach(chain -> add(chains, name, chain, bridges));
              });
    }
    return new RuleSets(chains);
  }

  private static void add(
      Map<Chain, List<String>> chains,
      String place,
      RulesView.Chain chain,
      Map<String, String> bridges) {
    RuleReference head = chain.head().rule();
    List<String> rules = new ArrayList<>();
    if (head.isPolicy() && !head.text().equals("ACCEPT")) {
      rules.add("-P " + head.text());
    }
    chain.rules().forEach(rule -> rules.add(plain(rule.rule().text(), bridges)));
    chains.put(new Chain(place, chain.reference()), rules);
  }

  /** Without what is random: ids in names, the port of the embedded DNS server. */
  private static String plain(String line, Map<String, String> bridges) {
    String text = line.replaceAll("127\\.0\\.0\\.11:[0-9]+", "127.0.0.11:PORT");
    text = text.replaceAll("(-s 127\\.0\\.0\\.11/32 .*--sport) [0-9]+", "$1 PORT");
    for (Map.Entry<String, String> bridge : bridges.entrySet()) {
      text = text.replace(bridge.getKey(), bridge.getValue());
    }
    return text;
  }
}
