package passerelle.cli.why.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.RuleLedger;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.cause.RuleStep;
import passerelle.cli.why.engine.Daemons;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Table;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** Docker's own rules that somebody has taken away, as a firewall does when it is loaded again. */
public final class DockerRules implements Finder {

  private static final Pattern SOURCE = Pattern.compile("(?<!! )-s (\\S+)");

  private static final Pattern OFF = Pattern.compile("\"iptables\"\\s*:\\s*false");

  /** So many rules one writes again by hand. */
  private static final int FEW = 2;

  /** Whether Docker's chain for people's rules is come to. */
  static boolean isInForce(Lab lab) {
    return lab.kernel()
        .view()
        .rules(LabTopology.HOST, Family.IPV4)
        .has(ChainReference.of(Table.FILTER, "FORWARD"), "-j " + RuleStep.USER);
  }

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    Optional<Diagnosis> off = switchedOff(attempt);
    List<RuleLedger.Gone> gone = gone(attempt.lab());
    return off.isPresent()
        ? off
        : gone.isEmpty() || !isMissed(attempt, gone)
            ? Optional.empty()
            : Optional.of(diagnosis(attempt, gone));
  }

  /** The daemon's file has told it to write none. */
  private static Optional<Diagnosis> switchedOff(Attempt attempt) {
    Lab lab = attempt.lab();
    boolean off =
        lab.kernel()
            .spaces()
            .readFile(LabTopology.HOST, Daemons.FILE)
            .filter(text -> OFF.matcher(text).find())
            .isPresent();
    boolean missed =
        WayBack.unmasqueradedSource(attempt).isPresent()
            || attempt.destination().mapping().isPresent() && !isTranslated(attempt)
            || isDropped(attempt);
    if (!off || !missed) {
      return Optional.empty();
    }
    Spot host = new Spot(lab, LabTopology.HOST);
    Remedy on =
        Remedy.onHost("sed -i 's/\"iptables\": *false/\"iptables\": true/' " + Daemons.FILE);
    return Optional.of(
        Diagnosis.of(Cause.DOCKER_RULES_OFF)
            .by(host.typed(Daemons.FILE))
            .or(on.then(restarted(attempt))));
  }

  private static List<RuleLedger.Gone> gone(Lab lab) {
    return lab.ledger().gone().stream()
        .filter(g -> g.netns().equals(LabTopology.HOST))
        .filter(g -> g.rule().chain().family() == Family.IPV4)
        // What the daemon itself left out when it started with other settings is not missed.
        .filter(g -> !g.by().line().matches("(?s).*(systemctl|service)\\b.*\\bdocker\\b.*"))
        .toList();
  }

  /** A chain that Docker would write a rule to is not there; it makes its chains as it starts. */
  public static Diagnosis chainGone(Lab lab, String chain) {
    Optional<String> author =
        gone(lab).stream()
            .reduce((first, last) -> last)
            .map(RuleLedger.Gone::by)
            .map(typed -> typed.prompt() + typed.line())
            .or(() -> new Spot(lab, LabTopology.HOST).typed("iptables", "-X"));
    return Diagnosis.of(Cause.DOCKER_CHAIN_GONE, chain)
        .by(author)
        .or(Remedy.onHost("systemctl restart docker"));
  }

  /** Whether packets fare as they do without those rules. */
  private static boolean isMissed(Attempt attempt, List<RuleLedger.Gone> gone) {
    boolean masquerades =
        WayBack.unmasqueradedSource(attempt).filter(s -> isOf(s, gone)).isPresent();
    boolean filters = gone.stream().anyMatch(g -> g.rule().chain().isIn(Table.FILTER));
    boolean translations = gone.stream().anyMatch(g -> g.rule().chain().isIn(Table.NAT));
    boolean untranslated = attempt.destination().mapping().isPresent() && !isTranslated(attempt);
    return filters && isDropped(attempt) || translations && (untranslated || masquerades);
  }

  /** By a policy of the host, or by what Docker has left. */
  private static boolean isDropped(Attempt attempt) {
    return Loss.of(attempt)
        .filter(l -> l.netns().equals(LabTopology.HOST))
        .filter(l -> l.reason() == DropReason.NETFILTER_DROP)
        .flatMap(l -> l.journey().lastRule())
        .flatMap(RuleStep::of)
        .filter(step -> !step.isNft() && (step.isPolicy() || step.isEngines(attempt.lab())))
        .isPresent();
  }

  /** Whether one of the rules of nat is about what a source sends. */
  private static boolean isOf(IpAddress source, List<RuleLedger.Gone> gone) {
    return gone.stream()
        .filter(g -> g.rule().chain().isIn(Table.NAT))
        .map(g -> SOURCE.matcher(g.rule().line()))
        .anyMatch(
            from ->
                !from.find()
                    || source
                        .family()
                        .parsePrefix(from.group(1))
                        .filter(p -> p.contains(source))
                        .isPresent());
  }

  private static boolean isTranslated(Attempt attempt) {
    return attempt.events().anyMatch(HopEvent.Translated.class::isInstance);
  }

  private static Diagnosis diagnosis(Attempt attempt, List<RuleLedger.Gone> gone) {
    Deed.Typed last = gone.get(gone.size() - 1).by();
    Diagnosis found =
        Diagnosis.of(
                gone.size() == 1 ? Cause.DOCKER_RULE_GONE : Cause.DOCKER_RULES_GONE,
                gone.size(),
                gone.get(0).rule().chain().name(),
                gone.get(0).rule().line())
            .by(Optional.of(last.prompt() + last.line()));
    if (gone.size() <= FEW) {
      found = found.or(writtenAgain(gone));
    }
    return found.or(restarted(attempt));
  }

  private static Remedy writtenAgain(List<RuleLedger.Gone> gone) {
    return Remedy.onHost(
        gone.stream()
            .map(
                g ->
                    (g.rule().chain().isIn(Table.FILTER)
                            ? "iptables "
                            : "iptables -t " + g.rule().chain().table() + " ")
                        + g.rule()
                            .line()
                            .replaceFirst(
                                "^-A (\\S+)",
                                g.rule().number() > 0 ? "-I $1 " + g.rule().number() : "-A $1"))
            .toArray(String[]::new));
  }

  /** Docker writes all of them when it starts; containers do not come back by themselves. */
  private static Remedy restarted(Attempt attempt) {
    Lab lab = attempt.lab();
    List<String> commands = new ArrayList<>(List.of("systemctl restart docker"));
    Stream.concat(
            attempt.from().flatMap(site -> Engines.at(lab, site)).stream(),
            attempt.destination().container().stream())
        .filter(c -> c.spec().life().restart().equals("no"))
        .map(Container::name)
        .distinct()
        .forEach(name -> commands.add("docker start " + name));
    return Remedy.onHost(commands.toArray(String[]::new));
  }
}
