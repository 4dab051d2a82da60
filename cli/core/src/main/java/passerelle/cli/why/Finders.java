package passerelle.cli.why;

import java.util.List;
import java.util.Optional;

/** All that is known of causes, most specific first. */
final class Finders {
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
          new Wiring(),
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
  static Optional<Diagnosis> beneath(Attempt attempt) {
    return hidden(attempt).or(() -> UnmetRules.of(attempt));
  }

  /** What is wrong although an answer comes. */
  static Optional<Diagnosis> hidden(Attempt attempt) {
    return Translations.stale(attempt)
        .or(() -> LookUps.several(attempt))
        .or(() -> Duplicates.behindAnswer(attempt))
        .or(() -> new Sizes().of(attempt));
  }

  /** What is wrong; empty where nobody knows. */
  static Optional<Diagnosis> of(Attempt attempt) {
    return ALL.stream().flatMap(finder -> finder.of(attempt).stream()).findFirst();
  }
}
