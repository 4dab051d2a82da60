package passerelle.cli.why.container;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.engine.Daemons;
import passerelle.cli.why.engine.OtherName;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.engine.EngineEvent;
import passerelle.kernel.LinkView;
import passerelle.lab.LabTopology;
import passerelle.network.Network;

/**
 * Containers that are asked at an address that they had before they were started, made or connected
 * anew; nobody has it now, or somebody who serves nothing there.
 */
final class Moved {
  private Moved() {}

  /** Who had an address, and has another one: a container, or a machine. */
  static Optional<Diagnosis> of(Attempt attempt) {
    return container(attempt).or(() -> machine(attempt));
  }

  /** Whoever asks for a machine by what it was before somebody gave it another address. */
  private static Optional<Diagnosis> machine(Attempt attempt) {
    boolean free = attempt.target().isPresent() && attempt.destination().netns().isEmpty();
    // That it had it is seen where all can be done once more, and nowhere else.
    return free && attempt.lab().isSimulated()
        ? gateway(attempt)
            .flatMap(now -> left(attempt, LabTopology.HOST, now))
            .map(found -> found.by(settings(attempt).or(found::author)))
            .or(() -> renumbered(attempt))
        : Optional.empty();
  }

  /** That of the network of the container that asks; the daemon may have been told another one. */
  private static Optional<IpAddress> gateway(Attempt attempt) {
    return attempt
        .from()
        .flatMap(from -> Engines.at(attempt.lab(), from))
        .flatMap(asking -> Engines.endpoints(asking).stream().findFirst())
        .flatMap(endpoint -> endpoint.network().gateway());
  }

  /** A machine that was given another address of the same subnet. */
  private static Optional<Diagnosis> renumbered(Attempt attempt) {
    Lab lab = attempt.lab();
    IpAddress address = attempt.target().orElseThrow().address();
    for (String machine : lab.machines()) {
      Optional<IpAddress> now =
          Routing.links(lab, machine).stream()
              .flatMap(link -> link.addresses().stream())
              .map(LinkView.Inet::address)
              .filter(a -> a.prefix().contains(address))
              .map(IpInterfaceAddress::address)
              .filter(a -> new Spot(lab, machine).since(has(machine, a)).isPresent())
              .findFirst();
      if (now.isPresent()) {
        return left(attempt, machine, now.get());
      }
    }
    return Optional.empty();
  }

  private static Predicate<Lab> has(String machine, IpAddress address) {
    return then -> Routing.has(then, machine, address);
  }

  private static Optional<String> settings(Attempt attempt) {
    return new Spot(attempt.lab(), LabTopology.HOST).typed(Daemons.FILE);
  }

  private static Optional<Diagnosis> left(Attempt attempt, String machine, IpAddress now) {
    Spot spot = new Spot(attempt.lab(), machine);
    IpAddress address = attempt.target().orElseThrow().address();
    Question question = attempt.question();
    return spot.until(has(machine, address), "docker")
        .map(
            lost ->
                Diagnosis.of(Cause.ADDRESS_CHANGED, machine, address, now)
                    .by(Optional.of(lost))
                    .or(Remedy.ask(question.at(now.toString(), question.port()))));
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

  /** A name follows whoever moves, where there are names. */
  private static List<Remedy> byName(Attempt attempt, Container moved) {
    Optional<Container> asking = attempt.from().flatMap(site -> Engines.at(attempt.lab(), site));
    boolean known =
        asking.stream()
            .flatMap(self -> Engines.shared(self, moved).stream())
            .anyMatch(Network::isUserDefined);
    return known ? OtherName.instead(attempt, asking, moved.name()) : List.of();
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
    Optional<String> settings = known ? Optional.empty() : settings(attempt);
    return Engines.endpoints(container).stream()
        .map(endpoint -> endpoint.address().orElseThrow().toString())
        .findFirst()
        .map(
            now ->
                Diagnosis.of(Cause.ADDRESS_CHANGED, container.name(), address, now)
                    .by(settings.or(() -> lost))
                    .or(byName(attempt, container))
                    .or(Remedy.ask(question.at(now, question.port()))));
  }
}
