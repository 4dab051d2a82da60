package passerelle.cli.why.netfilter;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpPrefix;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.RuleLedger;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.cause.RuleStep;
import passerelle.cli.why.typed.Spot;
import passerelle.netfilter.RuleReference;
import passerelle.packet.IpPacket;

/** Rules of somebody's that would let a packet pass, and stand behind the one that stops it. */
record LaterRules(Lab lab, Loss loss, RuleStep stopping) {
  /** What is wrong; empty where no such rule is there. */
  Optional<Diagnosis> found() {
    Optional<IpPacket> packet = loss.packet();
    if (stopping.isPolicy() || stopping.isNft() || packet.isEmpty()) {
      return Optional.empty();
    }
    return lab.ledger().lines(stopping.netns(), stopping.rule().chain()).stream()
        .filter(line -> line.rule().number() > stopping.rule().number())
        .filter(line -> !new RuleStep(stopping.netns(), line.rule()).isEngines(lab))
        .filter(line -> isException(line.rule().text()))
        .filter(line -> letsPass(line.rule().text(), packet.get()))
        .findFirst()
        .map(line -> diagnosis(line, packet.get()));
  }

  private Diagnosis diagnosis(RuleLedger.Written line, IpPacket packet) {
    Spot spot = new Spot(lab, stopping.netns());
    String chain = stopping.chain();
    RuleReference rule = line.rule();
    RuleStep later = new RuleStep(stopping.netns(), rule);
    String insert = later.undoing(lab).replaceFirst(" -D ", " -I ");
    int position = stopping.rule().number();
    return Diagnosis.of(
            Cause.EXCEPTION_TOO_LATE,
            spot.name(),
            chain,
            stopping.text(),
            Loss.ends(packet),
            rule.text())
        .by(later.typed(lab))
        .or(
            spot.doing(
                later.undoing(lab),
                position == 1
                    ? insert
                    : insert.replaceFirst(
                        "-I " + chain + " ", "-I " + chain + " " + position + " ")));
  }

  /** A rule for all ends a list, and one against a single sender is meant for it alone. */
  private boolean isException(String rule) {
    boolean one = stopping.text().matches("(.* )?-s \\S+/32 .*");
    return !rule.startsWith("-j ") && (!one || rule.contains("-s "));
  }

  /** Whether a rule fits, as far as addresses, devices, a port and the state tell that. */
  private boolean letsPass(String rule, IpPacket packet) {
    Iterator<String> words = List.of(rule.split(" ")).iterator();
    while (words.hasNext()) {
      String option = words.next();
      String value = words.hasNext() ? words.next() : "";
      if (option.equals("-j")) {
        return value.matches("ACCEPT|RETURN");
      }
      if (!fits(option, value, packet)) {
        return false;
      }
    }
    return false;
  }

  private boolean fits(String option, String value, IpPacket packet) {
    String service = Loss.service(packet) + " ";
    return switch (option) {
      case "-s" -> IpPrefix.of(value).contains(packet.source());
      case "-d" -> IpPrefix.of(value).contains(packet.destination());
      case "-i" -> loss.in().filter(value::equals).isPresent();
      case "-o" -> loss.route().filter(route -> route.outDevice().equals(value)).isPresent();
      case "-p" -> service.contains("-p " + value + " ");
      case "-m" -> value.matches("tcp|udp|conntrack|state");
      case "--dport" -> service.contains("--dport " + value + " ");
      case "--ctstate", "--state" -> value.contains(loss.isAnswer() ? "ESTABLISHED" : "NEW");
      default -> false;
    };
  }
}
