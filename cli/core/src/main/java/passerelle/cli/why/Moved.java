package passerelle.cli.why;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;

/**
 * Containers that are asked at an address that they had before they were started, or made, anew.
 */
final class Moved {
  private Moved() {}

  /** Who had an address that nobody has now, and runs with another one. */
  static Optional<Diagnosis> of(Attempt attempt) {
    Lab lab = attempt.lab();
    boolean ended =
        lab.engine().events().past().stream()
            .anyMatch(e -> e.type().equals("container") && e.action().equals("die"));
    if (attempt.target().isEmpty() || attempt.destination().netns().isPresent() || !ended) {
      return Optional.empty();
    }
    IpAddress address = attempt.target().get().address();
    AtomicReference<String> holder = new AtomicReference<>("");
    Optional<String> lost =
        new Spot(lab, LabTopology.HOST)
            .until(
                then -> {
                  Optional<Container> has =
                      Engines.holder(then, address)
                          .flatMap(netns -> Engines.inNamespace(then, netns));
                  has.ifPresent(container -> holder.set(container.name()));
                  return has.isPresent();
                },
                "docker");
    return Engines.called(lab, holder.get())
        .filter(Container::isRunning)
        .flatMap(container -> of(attempt, container, lost));
  }

  private static Optional<Diagnosis> of(
      Attempt attempt, Container container, Optional<String> lost) {
    Question question = attempt.question();
    IpAddress address = attempt.target().orElseThrow().address();
    boolean known = Routing.network(attempt.lab(), address).isPresent();
    Optional<String> settings =
        known ? Optional.empty() : new Spot(attempt.lab(), LabTopology.HOST).typed(Daemons.FILE);
    return Engines.endpoints(container).stream()
        .map(endpoint -> endpoint.address().orElseThrow().toString())
        .findFirst()
        .map(
            now ->
                Diagnosis.of(Cause.ADDRESS_CHANGED, container.name(), address, now)
                    .by(settings.or(() -> lost))
                    .or(Remedy.ask(question.at(now, question.port()))));
  }
}
