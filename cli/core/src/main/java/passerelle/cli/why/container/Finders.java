package passerelle.cli.why.container;

import java.util.List;
import java.util.Optional;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.link.ArpOff;
import passerelle.cli.why.link.BridgePorts;
import passerelle.cli.why.link.Bridges;
import passerelle.cli.why.link.Devices;
import passerelle.cli.why.link.Duplicates;
import passerelle.cli.why.link.Twins;
import passerelle.cli.why.link.WireGuests;
import passerelle.cli.why.link.Wiring;
import passerelle.cli.why.netfilter.DockerRules;
import passerelle.cli.why.netfilter.Filters;
import passerelle.cli.why.netfilter.ProxyGone;
import passerelle.cli.why.netfilter.RouterPorts;
import passerelle.cli.why.netfilter.Translations;
import passerelle.cli.why.netfilter.UnmetRules;
import passerelle.cli.why.netfilter.WayBack;
import passerelle.cli.why.route.Forwarding;
import passerelle.cli.why.route.Kernels;
import passerelle.cli.why.route.Neighbours;
import passerelle.cli.why.route.PolicyRules;
import passerelle.cli.why.route.Routes;
import passerelle.cli.why.route.Sizes;

/** All that is known of causes, most specific first. */
public final class Finders {
  static final List<Finder> ALL =
      List.of(
          new States(),
          CommonNetworks::alone,
          new LookUps(),
          new Hosts(),
          new WireGuests(),
          new CommonNetworks(),
          new DockerRules(),
          new Devices(),
          new Bridges(),
          new BridgePorts(),
          new Wiring(Finders::of),
          Routes::takenOver,
          Routes::intoLoopback,
          Finders::behindProxy,
          new Translations(),
          new ProxyGone(),
          new Kernels(),
          new ArpOff(),
          Neighbours::sameMac,
          Duplicates::of,
          new Twins(),
          PolicyRules::astray,
          new Filters(),
          new Forwarding(),
          new PolicyRules(),
          new Routes(),
          new Neighbours(),
          new WayBack(),
          new RouterPorts(),
          new PublishedPorts(),
          new Listeners());

  private Finders() {}

  /** What docker-proxy does not reach, though it has taken the connection. */
  private static Optional<Diagnosis> behindProxy(Attempt attempt) {
    return attempt.destination().isServed()
        ? attempt.behindProxy().filter(behind -> !behind.succeeds()).flatMap(Finders::of)
        : Optional.empty();
  }

  /** What is wrong although an answer comes, or worth knowing. */
  public static Optional<Diagnosis> beneath(Attempt attempt) {
    return hidden(attempt).or(() -> UnmetRules.of(attempt));
  }

  /** What is wrong although an answer comes. */
  public static Optional<Diagnosis> hidden(Attempt attempt) {
    return Translations.stale(attempt)
        .or(() -> LookUps.several(attempt))
        .or(() -> Duplicates.behindAnswer(attempt))
        .or(() -> Kernels.losing(attempt))
        .or(() -> new Sizes().of(attempt));
  }

  /** What is wrong; empty where nobody knows. */
  public static Optional<Diagnosis> of(Attempt attempt) {
    return ALL.stream().flatMap(finder -> finder.of(attempt).stream()).findFirst();
  }
}
