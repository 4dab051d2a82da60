package passerelle.cli.why.netfilter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.addr.IpPrefix;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.RuleLedger;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.cause.RuleStep;
import passerelle.lab.LabTopology;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.RuleReference;
import passerelle.netfilter.Table;
import passerelle.packet.IpPacket;
import passerelle.trace.HopEvent;

/**
 * Rules of the host that people wrote to stop what comes to a published port, and that it passes
 * all the same.
 */
public final class UnmetRules {
  /** Where a rule leads; a target that is no chain has no rules. */
  private static final Pattern JUMP = Pattern.compile("-[jg] (\\S+)");

  private static final Pattern STOPS = Pattern.compile(".*-j (DROP|REJECT)\\b.*");

  private final Lab lab;
  private final String port;
  private final HopEvent.Translated translated;
  private final List<HopEvent> events;

  private UnmetRules(Attempt attempt, List<HopEvent> events, HopEvent.Translated translated) {
    this.lab = attempt.lab();
    this.events = events;
    this.port = "--dport " + attempt.question().port() + " ";
    this.translated = translated;
  }

  /** One that was meant for what a question asks for, which arrives. */
  public static Optional<Diagnosis> of(Attempt attempt) {
    List<HopEvent> events =
        attempt.events().filter(event -> event.hop().netns().equals(LabTopology.HOST)).toList();
    return events.stream()
        .flatMap(e -> e instanceof HopEvent.Translated to ? Stream.of(to) : Stream.empty())
        .filter(to -> to.kind() == HopEvent.NatKind.DNAT)
        .findFirst()
        .flatMap(to -> new UnmetRules(attempt, events, to).found());
  }

  private Optional<Diagnosis> found() {
    Set<String> forward = chainsFrom("FORWARD");
    Set<String> input = chainsFrom("INPUT");
    input.removeAll(forward);
    return input.stream()
        .flatMap(this::stopping)
        .filter(line -> line.rule().text().contains(port))
        .findFirst()
        .map(line -> diagnosis(Cause.INPUT_DOES_NOT_SEE, line, seeing()))
        .or(() -> unseenPolicy(input))
        .or(() -> forward.stream().flatMap(this::stopping).flatMap(this::passed).findFirst());
  }

  /** A policy of INPUT that lets nothing in at that port: it is not asked either. */
  private Optional<Diagnosis> unseenPolicy(Set<String> input) {
    boolean allowed =
        input.stream()
            .flatMap(this::lines)
            .anyMatch(line -> line.rule().text().matches(".*" + port + ".*-j ACCEPT\\b.*"));
    return lab.ledger().lines(LabTopology.HOST, ChainReference.of(Table.FILTER, "INPUT")).stream()
        .filter(line -> line.rule().number() == 0 && !allowed)
        .filter(line -> line.rule().text().endsWith("DROP"))
        .findFirst()
        .map(line -> diagnosis(Cause.INPUT_POLICY_DOES_NOT_SEE, line, seeing()));
  }

  /** A rule that would stop it: what comes by that device, behind the translation. */
  private String seeing() {
    return "iptables -I %s -i %s %s -j DROP"
        .formatted(RuleStep.USER, translated.hop().device(), Loss.service(translated.after()));
  }

  /** A rule of FORWARD that asks for the port before the translation, or is not asked any more. */
  private Stream<Diagnosis> passed(RuleLedger.Written line) {
    Optional<String> behind = afterTranslation(line.rule().text());
    if (line.author().typed().isEmpty() || behind.isEmpty()) {
      return Stream.empty();
    }
    boolean met = isAsked(line.rule());
    boolean other = !behind.get().equals(line.rule().text());
    Cause cause = met ? Cause.FORWARD_SEES_TRANSLATED : Cause.FORWARD_RULE_TOO_LATE;
    String better = "iptables -I " + RuleStep.USER + " " + behind.get();
    return met && !other ? Stream.empty() : Stream.of(diagnosis(cause, line, better));
  }

  /** Whether the packet, which matched other rules, came by this one. */
  private boolean isAsked(RuleReference rule) {
    int last =
        events.stream()
            .flatMap(event -> event.looked().stream())
            .filter(matched -> matched.chain().equals(rule.chain()))
            .filter(matched -> JUMP.matcher(matched.text()).find())
            .mapToInt(RuleReference::number)
            .max()
            .orElse(0);
    return !rule.chain().name().equals("FORWARD") || rule.number() < last;
  }

  /**
   * A rule as it would have to be to stop this packet behind the translation; empty where it is for
   * other packets, or asks for more than addresses, devices and a port.
   */
  private Optional<String> afterTranslation(String rule) {
    IpPacket packet = translated.after();
    String service = Loss.service(packet);
    String wanted = service.replaceFirst("(?s).*--dport (\\d+).*", "$1");
    List<String> words = new ArrayList<>();
    Iterator<String> all = List.of(rule.split(" ")).iterator();
    boolean named = false;
    while (all.hasNext()) {
      String option = all.next();
      words.add(option);
      if (option.equals("-j")) {
        all.forEachRemaining(words::add);
        return named ? Optional.of(String.join(" ", words)) : Optional.empty();
      } else if (!all.hasNext()) {
        return Optional.empty();
      }
      String value = all.next();
      boolean fits =
          switch (option) {
            case "-p", "-m" -> service.contains("-p " + value + " ");
            case "-i", "-o" -> true;
            case "-s" -> contains(value, packet, true);
            case "-d" -> contains(value, packet, false);
            case "--dport" -> port.contains(" " + value + " ") || value.equals(wanted);
            default -> false;
          };
      if (!fits) {
        return Optional.empty();
      }
      named |= option.matches("-s|-d|--dport");
      words.add(option.equals("--dport") ? wanted : value);
    }
    return Optional.empty();
  }

  private static boolean contains(String prefix, IpPacket packet, boolean source) {
    return IpPrefix.of(prefix).contains(source ? packet.source() : packet.destination());
  }

  private static Diagnosis diagnosis(Cause cause, RuleLedger.Written line, String... more) {
    RuleReference rule = line.rule();
    List<String> facts = new ArrayList<>();
    facts.addAll(List.of(LabTopology.HOST, rule.chain().name(), rule.text()));
    facts.addAll(List.of(more));
    return Diagnosis.of(cause, facts.toArray())
        .by(line.author().typed().map(typed -> typed.prompt() + typed.line()));
  }

  /** A chain of the host and those that its rules lead to. */
  private Set<String> chainsFrom(String first) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      String chain = open.remove();
      if (found.add(chain)) {
        lines(chain)
            .map(line -> JUMP.matcher(line.rule().text()))
            .filter(Matcher::find)
            .forEach(jump -> open.add(jump.group(1)));
      }
    }
    return found;
  }

  private Stream<RuleLedger.Written> stopping(String chain) {
    return lines(chain).filter(line -> STOPS.matcher(line.rule().text()).matches());
  }

  private Stream<RuleLedger.Written> lines(String chain) {
    return lab.ledger().lines(LabTopology.HOST, ChainReference.of(Table.FILTER, chain)).stream()
        .filter(line -> line.rule().number() > 0);
  }
}
