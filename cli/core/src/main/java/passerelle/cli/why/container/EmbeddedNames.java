package passerelle.cli.why.container;

import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.kernel.LinkView;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Table;
import passerelle.network.Network;

/**
 * What a container needs to ask Docker's own name server at 127.0.0.11: its loopback device, and
 * two rules in its own network namespace that lead there.
 */
final class EmbeddedNames {
  private static final ChainReference RULES = ChainReference.of(Table.NAT, "DOCKER_OUTPUT");

  private EmbeddedNames() {}

  /** What is missing in the place that asks. */
  static Optional<Diagnosis> cut(Attempt attempt, Sites.Site from, Optional<Container> asking) {
    Spot spot = new Spot(attempt.lab(), from.netns());
    boolean embedded =
        attempt
            .lab()
            .kernel()
            .spaces()
            .readFile(from.space(), "/etc/resolv.conf")
            .orElse("")
            .lines()
            .anyMatch(("nameserver " + Engines.NAME_SERVER)::equals);
    return asking
        .filter(c -> embedded && !Engines.isOnHost(c))
        .flatMap(c -> loopback(spot).or(() -> given(attempt, c)).or(() -> rules(spot, c)));
  }

  /** It was told to ask that server, and is on no network on which there is one. */
  private static Optional<Diagnosis> given(Attempt attempt, Container container) {
    boolean served = Engines.networks(container).stream().anyMatch(Network::isUserDefined);
    return served || !container.spec().naming().dns().contains(Engines.NAME_SERVER)
        ? Optional.empty()
        : Optional.of(
            Diagnosis.of(Cause.NAME_SERVER_OF_OTHER_NETWORKS, container.name(), Engines.NAME_SERVER)
                .by(attempt.makers().of(container))
                .or(RunLine.of(container, attempt.makers()).without("--dns").again()));
  }

  private static Optional<Diagnosis> loopback(Spot spot) {
    Segment.Port lo = new Segment.Port(spot.netns(), "lo");
    return Segment.link(spot.lab(), lo)
        .filter(link -> !link.up())
        .map(
            link ->
                Diagnosis.of(Cause.DEVICE_DOWN, spot.name(), "lo")
                    .by(
                        spot.until(
                            l -> Segment.link(l, lo).filter(LinkView::up).isPresent(), "link"))
                    .or(spot.doing("ip link set lo up")));
  }

  private static Optional<Diagnosis> rules(Spot spot, Container container) {
    return has(spot.lab(), spot.netns())
        ? Optional.empty()
        : Optional.of(
            Diagnosis.of(Cause.NAME_SERVER_CUT_OFF, container.name())
                .by(spot.until(l -> has(l, spot.netns()), "iptables"))
                .or(Remedy.onHost("docker restart " + container.name())));
  }

  private static boolean has(Lab lab, String netns) {
    return lab.ledger().lines(netns, RULES).stream().anyMatch(line -> line.rule().number() > 0);
  }
}
