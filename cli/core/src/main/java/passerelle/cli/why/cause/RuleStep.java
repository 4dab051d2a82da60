package passerelle.cli.why.cause;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.RuleLedger;
import passerelle.cli.why.typed.Spot;
import passerelle.netfilter.RuleReference;
import passerelle.netfilter.Table;
import passerelle.trace.HopEvent;

/**
 * A rule, or the policy of a chain, at which a packet was looked.
 *
 * @param netns where it stands
 */
public record RuleStep(String netns, RuleReference rule) {
  /** The chain that Docker leaves to people. */
  public static final String USER = "DOCKER-USER";

  public static final String ANSWERS = "-m conntrack --ctstate RELATED,ESTABLISHED";

  private static final String HANDLE = " # handle ";
  private static final Pattern NFT_NAT = Pattern.compile("\\b(dnat|snat|masquerade|redirect)\\b");
  private static final Pattern NFT_FOR_ALL =
      Pattern.compile("(counter |log (\\S+ )*)*(drop|reject)( .*)?");

  public static Optional<RuleStep> of(HopEvent event) {
    return event.looked().map(rule -> new RuleStep(event.hop().netns(), rule));
  }

  /** Whether a rule that translates addresses was looked at. */
  public static boolean isTranslation(HopEvent event) {
    return event instanceof HopEvent.RuleEvaluated looked
        && (looked.rule().chain().isIn(Table.NAT)
            || looked.rule().chain().isNft() && NFT_NAT.matcher(looked.rule().text()).find());
  }

  /** The chain's name, with its table where nft made it. */
  public String chain() {
    return isNft() ? nft() : rule.chain().name();
  }

  /** The rule as iptables or nft takes it behind the chain, or the policy. */
  public String text() {
    return rule.text();
  }

  public boolean isIn(Table table) {
    return rule.chain().isIn(table);
  }

  public boolean isNft() {
    return rule.chain().isNft();
  }

  public boolean isPolicy() {
    return rule.isPolicy();
  }

  /** Whether Docker wrote it. */
  public boolean isEngines(Lab lab) {
    return author(lab).flatMap(RuleLedger.Author::why).isPresent();
  }

  /** What was typed for it, with its prompt. */
  public Optional<String> typed(Lab lab) {
    return author(lab).flatMap(RuleLedger.Author::typed).map(RuleStep::told);
  }

  private static String told(Deed.Typed typed) {
    return typed.prompt() + typed.line();
  }

  private Optional<RuleLedger.Author> author(Lab lab) {
    return lab.ledger().author(netns, rule);
  }

  /** Whether it is about all packets that other rules leave to it, or all of a device's. */
  public boolean isForAll() {
    String devices = rule.number() > 1 ? "(!? ?-[io] \\S+ )*" : "";
    return isNft() ? NFT_FOR_ALL.matcher(text()).matches() : text().matches(devices + "-j .*");
  }

  /** The command that takes the rule away, or opens the policy. */
  public String undoing(Lab lab) {
    if (isNft()) {
      return isPolicy()
          ? "nft chain " + nft() + " '{ policy accept; }'"
          : "nft delete rule " + nft() + " handle " + handle(lab);
    }
    return isPolicy()
        ? iptables() + " -P " + chain() + " ACCEPT"
        : (iptables() + " -D " + chain() + " " + text()).stripTrailing();
  }

  /** The commands that put another word in the place of one of the rule's. */
  public List<String> with(Lab lab, String old, String word) {
    if (isNft()) {
      String replaced = text().replace(old, word);
      return List.of(
          "nft replace rule " + nft() + " handle " + handle(lab) + " '" + replaced + "'");
    }
    String undoing = undoing(lab);
    return List.of(undoing, undoing.replace(" -D ", " -A ").replace(old, word));
  }

  /**
   * The command that lets something pass before this rule, or this policy, is come to.
   *
   * @param matches what passes, in the words of iptables
   */
  public String exception(String matches) {
    if (isNft()) {
      String position = rule.number() > 1 ? " index " + (rule.number() - 1) : "";
      return "nft insert rule " + nft() + position + " " + nftMatches(matches) + " accept";
    }
    String verdict = chain().equals(USER) ? "RETURN" : "ACCEPT";
    String position = rule.number() > 1 ? " " + rule.number() : "";
    return iptables() + " -I " + chain() + position + " " + matches + " -j " + verdict;
  }

  private String iptables() {
    return rule.chain().isIn(Table.FILTER) ? "iptables" : "iptables -t " + rule.chain().table();
  }

  private String nft() {
    return rule.chain().table() + " " + rule.chain().name();
  }

  /** The number by which nft knows the rule. */
  private String handle(Lab lab) {
    return new Spot(lab, netns)
        .output("nft -a list chain " + nft())
        .lines()
        .filter(line -> line.startsWith("\t\t") && line.contains(HANDLE))
        .skip(rule.number() - 1L)
        .findFirst()
        .map(line -> line.substring(line.lastIndexOf(HANDLE) + HANDLE.length()))
        .orElse("?");
  }

  /** The same in the words of nft. */
  private static String nftMatches(String matches) {
    return matches
        .replace("-p icmp --icmp-type fragmentation-needed", "icmp type destination-unreachable")
        .replace(ANSWERS, "ct state established,related")
        .replaceAll("-p (tcp|udp) --dport", "$1 dport")
        .replace("-p ", "ip protocol ")
        .replace("-d ", "ip daddr ")
        .replace("-i ", "iifname ")
        .replace("-o ", "oifname ");
  }
}
