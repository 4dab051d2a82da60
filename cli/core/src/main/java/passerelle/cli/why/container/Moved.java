package passerelle.cli.why.container;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.engine.Daemons;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.engine.EngineEvent;
import passerelle.lab.LabTopology;

/**
 * Containers that are asked at an address that they had before they were started, made or connected
 * anew; nobody has it now, or somebody who serves nothing there.
 */
final class Moved {
  private Moved() {}

  /** Who had an address, and runs with another one: a container, or the host on its bridge. */
  static Optional<Diagnosis> of(Attempt attempt) {
    return container(attempt).or(() -> host(attempt));
  }

  /** A container asks for the gateway that its network had, before the daemon was told another. */
  private static Optional<Diagnosis> host(Attempt attempt) {
    Lab lab = attempt.lab();
    Optional<String> gateway =
        attempt
            .from()
            .flatMap(from -> Engines.at(lab, from))
            .flatMap(asking -> Engines.endpoints(asking).stream().findFirst())
            .flatMap(endpoint -> endpoint.network().gateway())
            .map(IpAddress::toString);
    boolean free = attempt.target().isPresent() && attempt.destination().netns().isEmpty();
    // That the host had it is seen where all can be done once more, and nowhere else.
    if (!free || gateway.isEmpty() || !lab.isSimulated()) {
      return Optional.empty();
    }
    IpAddress address = attempt.target().get().address();
    Spot host = new Spot(lab, LabTopology.HOST);
    Question question = attempt.question();
    return host.until(then -> Routing.has(then, LabTopology.HOST, address), "docker")
        .map(
            lost ->
                Diagnosis.of(Cause.ADDRESS_CHANGED, host.name(), address, gateway.get())
                    .by(host.typed(Daemons.FILE).or(() -> Optional.of(lost)))
                    .or(Remedy.ask(question.at(gateway.get(), question.port()))));
  }

  private static Optional<Diagnosis> container(Attempt attempt) {
    Lab lab = attempt.lab();
    OptionalLong left = firstLeft(lab);
    Destination destination = attempt.destination();
    boolean served = destination.isServed() || attempt.question().port() == 0;
    boolean free = destination.netns().isEmpty();
    boolean named = Family.IPV4.parse(attempt.question().host()).isEmpty();
    boolean direct = destination.container().isPresent() && destination.mapping().isEmpty();
    if (attempt.target().isEmpty() || left.isEmpty() || named || !free && (served || !direct)) {
      return Optional.empty();
    }
    IpAddress address = attempt.target().get().address();
    String now = destination.container().map(Container::name).orElse("");
    AtomicReference<String> holder = new AtomicReference<>("");
    AtomicBoolean hasServed = new AtomicBoolean();
    Optional<String> lost =
        new Spot(lab, LabTopology.HOST)
            .until(
                then -> {
                  Optional<Container> has =
                      Engines.holder(then, address)
                          .flatMap(netns -> Engines.inNamespace(then, netns))
                          .filter(container -> !container.name().equals(now));
                  has.ifPresent(
                      container -> {
                        holder.set(container.name());
                        hasServed.set(
                            container
                                .sandbox()
                                .map(sandbox -> Engines.sockets(then, sandbox.netns()))
                                .orElse(List.of())
                                .stream()
                                .anyMatch(s -> s.port() == attempt.question().port()));
                      });
                  return has.isPresent();
                },
                left.getAsLong(),
                "docker");
    if (!free && hasServed.get() && Engines.called(lab, holder.get()).isEmpty()) {
      return Optional.of(
          Diagnosis.of(Cause.ADDRESS_PASSED_ON, address, holder.get(), now)
              .by(attempt.makers().of("destroy", holder.get())));
    }
    return Engines.called(lab, holder.get())
        .flatMap(
            container ->
                container.isRunning()
                    ? of(attempt, container, lost)
                    : States.of(container, attempt.makers()).filter(ended -> free))
        .filter(found -> free || found.remedies().stream().anyMatch(r -> serves(attempt, r)));
  }

  /** When a container first gave up an address that it had. */
  private static OptionalLong firstLeft(Lab lab) {
    return lab.engine().events().past().stream()
        .filter(Moved::isLeaving)
        .mapToLong(EngineEvent::time)
        .findFirst();
  }

  private static boolean isLeaving(EngineEvent event) {
    return event.type().equals("container") && event.action().equals("die")
        || event.type().equals("network") && event.action().equals("disconnect");
  }

  private static boolean serves(Attempt attempt, Remedy remedy) {
    return remedy.instead().map(attempt::of).filter(a -> a.destination().isServed()).isPresent();
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
