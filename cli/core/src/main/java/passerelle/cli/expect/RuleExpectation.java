package passerelle.cli.expect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.RulesView;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.IcmpMatch;
import passerelle.netfilter.Table;

/**
 * A rule stands in a chain that has at least these matches and this target, in any order; alone
 * {@code -P POLICY}, the chain has that policy.
 *
 * @param only no other rule stands there
 * @param options each with its values, as {@code iptables -S} prints them
 */
record RuleExpectation(String place, Table table, String chain, boolean only, List<String> options)
    implements Expectation {

  private static final Pattern ICMP_TYPE = Pattern.compile("((?:! )?--icmp-type )(.+)");

  static RuleExpectation read(WordReader words) throws ExpectException {
    String place = words.next("PLACE");
    Table table = words.table();
    String chain = words.next("CHAIN");
    boolean only = words.skips("only");
    return new RuleExpectation(place, table, chain, only, groups(words.rest()));
  }

  /** Takes a rule apart: {@code ! -i docker0}, {@code -p tcp}, {@code --dport 80}. */
  private static List<String> groups(List<String> words) {
    List<String> groups = new ArrayList<>();
    StringBuilder group = new StringBuilder();
    boolean negated = false;
    for (String word : words) {
      boolean begins = word.equals("!") || word.startsWith("-") && !negated;
      if (begins && group.length() > 0) {
        groups.add(plain(group.toString()));
        group.setLength(0);
      }
      negated = word.equals("!");
      group.append(group.length() == 0 ? "" : " ").append(word);
    }
    if (group.length() > 0) {
      groups.add(plain(group.toString()));
    }
    return groups;
  }

  /**
   * Types of ICMP by their numbers, options by their short names, one address as the network of one
   * address that it is.
   */
  private static String plain(String group) {
    Matcher icmp = ICMP_TYPE.matcher(group);
    if (icmp.matches()) {
      return icmp.group(1) + IcmpMatch.printed(icmp.group(2)).orElse(icmp.group(2));
    }
    return group
        .replaceFirst("^((?:! )?)--source ", "$1-s ")
        .replaceFirst("^((?:! )?)--destination ", "$1-d ")
        .replaceFirst("^((?:! )?)--protocol ", "$1-p ")
        .replaceFirst("^((?:! )?)--in-interface ", "$1-i ")
        .replaceFirst("^((?:! )?)--out-interface ", "$1-o ")
        .replaceFirst("^--jump ", "-j ")
        .replaceFirst("^((?:! )?-[sd] [0-9.]+)$", "$1/32");
  }

  @Override
  public Optional<Unmet> unmet(Scene scene) {
    Optional<NetnsSnapshot> snapshot = scene.place(place);
    if (snapshot.isEmpty()) {
      return Optional.of(scene.nowhere(wanted(scene), place));
    }
    int rules = only ? count(snapshot.get()) : 1;
    if (rules > 1) {
      return Optional.of(new Unmet(wanted(scene), scene.text("rule.several", rules)));
    }
    return isThere(snapshot.get())
        ? Optional.empty()
        : Optional.of(
            new Unmet(wanted(scene), scene.text(options.isEmpty() ? "rule.none" : "rule.missing")));
  }

  private int count(NetnsSnapshot snapshot) {
    return there(snapshot).map(chain -> chain.rules().size()).orElse(0);
  }

  /** No such rule stands there. */
  Expectation no() {
    return scene ->
        scene
            .place(place)
            .filter(this::isThere)
            .map(s -> new Unmet(wanted(scene, "rule.no"), scene.text("rule.there")));
  }

  private boolean isThere(NetnsSnapshot snapshot) {
    return there(snapshot)
        .filter(chain -> !only || chain.rules().size() == 1)
        .filter(this::matches)
        .isPresent();
  }

  private Optional<RulesView.Chain> there(NetnsSnapshot snapshot) {
    return snapshot.rules().chain(ChainReference.of(table, chain));
  }

  private boolean matches(RulesView.Chain there) {
    if (options.size() == 1 && options.get(0).startsWith("-P ")) {
      return there.head().rule().text().equals(options.get(0).substring("-P ".length()));
    }
    return there.rules().stream()
        .map(counted -> List.of(counted.rule().text().split(" ")))
        .anyMatch(words -> groups(words).containsAll(options));
  }

  private String wanted(Scene scene) {
    return wanted(scene, only ? "rule.only" : "rule.wanted");
  }

  private String wanted(Scene scene, String key) {
    String with = options.isEmpty() ? "" : scene.text("rule.with", String.join(" ", options));
    return scene.text(key, table.label(), chain, place, with);
  }
}
