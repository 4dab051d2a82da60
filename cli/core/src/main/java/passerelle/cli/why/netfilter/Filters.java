package passerelle.cli.why.netfilter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.RuleLedger;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.cause.RuleStep;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.lab.LabTopology;
import passerelle.netfilter.Hook;
import passerelle.packet.IpPacket;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** Rules and policies that people have set, and that drop a request or its answer. */
public final class Filters implements Finder {

  private static final String PORT = "--dport ";

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    Optional<Loss> loss =
        Loss.of(attempt).filter(lost -> lost.reason() == DropReason.NETFILTER_DROP);
    return loss.flatMap(lost -> lost.journey().lastRule())
        .flatMap(RuleStep::of)
        .filter(step -> step.isPolicy() || !step.isEngines(attempt.lab()))
        .map(
            step ->
                astray(attempt, loss.get(), step)
                    .or(() -> new LaterRules(attempt.lab(), loss.get(), step).found())
                    .orElseGet(() -> diagnosis(attempt.lab(), loss.get(), step)));
  }

  /** An answer that meets a policy on a way on which it should not be at all. */
  private static Optional<Diagnosis> astray(Attempt attempt, Loss loss, RuleStep step) {
    return loss.isAnswer() && step.isPolicy() ? WayBack.otherWay(attempt) : Optional.empty();
  }

  private static Diagnosis diagnosis(Lab lab, Loss loss, RuleStep step) {
    Spot spot = new Spot(lab, step.netns());
    Diagnosis found =
        Diagnosis.of(
                cause(lab, loss, step),
                spot.name(),
                step.chain(),
                step.text(),
                loss.packet().map(Loss::ends).orElse(""),
                bridge(lab, loss).orElse(""))
            .by(UfwWords.typed(lab, loss, step).or(() -> step.typed(lab)));
    List<Remedy> exceptions =
        join(UfwWords.allowed(lab, loss, step), exceptions(lab, loss, step, spot));
    List<Remedy> undoing = join(UfwWords.undoing(lab, loss, step), spot.doing(step.undoing(lab)));
    // A rule for all that is left ends a list of what is allowed: it is wanted.
    boolean last = step.isForAll() || isBehindException(lab, step);
    boolean rule = !step.isPolicy() && !loss.isAnswer() && !last;
    for (Remedy remedy : rule ? join(undoing, exceptions) : join(exceptions, undoing)) {
      found = found.or(remedy);
    }
    return found;
  }

  /** A rule about no port, behind one that lets what is for a port pass. */
  private static boolean isBehindException(Lab lab, RuleStep step) {
    return !step.text().contains(PORT)
        && lab.ledger().lines(step.netns(), step.rule().chain()).stream()
            .map(RuleLedger.Written::rule)
            .filter(rule -> rule.number() < step.rule().number())
            .anyMatch(rule -> rule.text().matches(".*" + PORT + ".*-j (ACCEPT|RETURN)"));
  }

  private static List<Remedy> join(List<Remedy> first, List<Remedy> then) {
    return Stream.of(first, then).flatMap(List::stream).toList();
  }

  private static Cause forward(Lab lab, RuleStep step) {
    if (!step.isPolicy()) {
      return Cause.FORWARD_RULE;
    }
    return step.isEngines(lab) ? Cause.DOCKER_FORWARD_POLICY : Cause.FORWARD_POLICY;
  }

  /**
   * The bridge that was only passing a frame on, from port to port, when FORWARD was asked ({@code
   * br_netfilter}); empty for what is routed.
   */
  private static Optional<String> bridge(Lab lab, Loss loss) {
    return loss.hook().filter(Hook.FORWARD::equals).isPresent() && loss.route().isEmpty()
        ? loss.in()
            .flatMap(port -> Segment.link(lab, new Segment.Port(loss.netns(), port)))
            .flatMap(link -> link.isBridge() ? Optional.of(link.name()) : link.master())
        : Optional.empty();
  }

  private static Cause cause(Lab lab, Loss loss, RuleStep step) {
    if (step.isPolicy() && bridge(lab, loss).isPresent()) {
      return Cause.BRIDGED_FRAMES_FILTERED;
    }
    if (loss.isAnswer()) {
      return step.isPolicy() ? Cause.ANSWER_POLICY : Cause.ANSWER_RULE;
    }
    if (step.chain().equals(RuleStep.USER)) {
      return Cause.DOCKER_USER_RULE;
    }
    Hook hook = loss.hook().orElse(Hook.PREROUTING);
    return switch (hook) {
      case FORWARD -> forward(lab, step);
      case INPUT -> step.isPolicy() ? Cause.INPUT_POLICY : Cause.INPUT_RULE;
      case OUTPUT -> step.isPolicy() ? Cause.OUTPUT_POLICY : Cause.OUTPUT_RULE;
      case PREROUTING, POSTROUTING -> Cause.OTHER_RULE;
    };
  }

  private static List<Remedy> exceptions(Lab lab, Loss loss, RuleStep step, Spot spot) {
    if (loss.isAnswer()) {
      return spot.doing(step.exception(RuleStep.ANSWERS));
    }
    Optional<IpPacket> packet = loss.packet();
    if (packet.isEmpty()) {
      return List.of();
    }
    Hook hook = loss.hook().orElse(Hook.PREROUTING);
    Optional<String> bridge = bridge(lab, loss);
    String in =
        bridge.or(loss::in).filter(d -> hook != Hook.OUTPUT).map(d -> "-i " + d + " ").orElse("");
    String out =
        bridge
            .or(() -> loss.route().map(HopEvent.Routed::outDevice))
            .map(d -> "-o " + d + " ")
            .orElse("");
    String service = Loss.service(packet.get());
    if (hook == Hook.FORWARD && step.isPolicy() && !step.isNft() && hasUserChain(lab, step)) {
      String insert = "iptables -I " + RuleStep.USER + " ";
      if (bridge.isPresent()) {
        return spot.doing(insert + in + out + "-j ACCEPT");
      }
      return spot.doing(insert + in + out + "-j ACCEPT", insert + RuleStep.ANSWERS + " -j ACCEPT");
    }
    String to = "-d " + packet.get().destination() + " ";
    // What goes out of a network of Docker's is let out whole: the next thing would need it, too.
    String what = step.isPolicy() && isOutOfNetwork(lab, loss) ? "" : to + service;
    return switch (hook) {
      case INPUT -> let(step, spot, in.contains(" lo ") ? in.strip() : in + service);
      case PREROUTING -> spot.doing(step.exception(in + service));
      case FORWARD -> spot.doing(step.exception((in + out + what).strip()));
      case OUTPUT, POSTROUTING -> spot.doing(step.exception(to + service));
    };
  }

  /** Whether a packet comes to the host out of a network of Docker's. */
  static boolean isOutOfNetwork(Lab lab, Loss loss) {
    return loss.netns().equals(LabTopology.HOST)
        && lab.engine().networks().stream()
            .anyMatch(network -> loss.in().isPresent() && network.device().equals(loss.in()));
  }

  /** What comes in by a policy, and where that is not enough the answers to what goes out, too. */
  private static List<Remedy> let(RuleStep step, Spot spot, String matches) {
    List<Remedy> alone = spot.doing(step.exception(matches));
    return step.isPolicy()
        ? join(alone, spot.doing(step.exception(matches), step.exception(RuleStep.ANSWERS)))
        : alone;
  }

  private static boolean hasUserChain(Lab lab, RuleStep step) {
    return step.netns().equals(LabTopology.HOST) && DockerRules.isInForce(lab);
  }
}
