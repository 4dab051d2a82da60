package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.network.Endpoint;
import passerelle.network.Sandbox;

/** Containers that are asked, or ask, and do not run. */
final class States implements Finder {
  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    if (attempt.from().isEmpty()) {
      return Engines.called(attempt.lab(), attempt.question().from())
          .flatMap(c -> of(c, attempt.makers()));
    }
    Optional<Container> asked =
        attempt.target().isEmpty()
            ? Engines.called(attempt.lab(), attempt.question().host())
            : attempt.destination().container().or(() -> former(attempt)).or(() -> named(attempt));
    return asked
        .flatMap(c -> of(c, attempt.makers()).or(() -> ownerOf(c, attempt)))
        .or(() -> asking(attempt).flatMap(c -> ownerOf(c, attempt)))
        .or(() -> removed(attempt));
  }

  private static Optional<Container> asking(Attempt attempt) {
    return attempt.from().flatMap(site -> Engines.at(attempt.lab(), site));
  }

  /** Who lives in the namespace of a container that does not run has lost its network with it. */
  private static Optional<Diagnosis> ownerOf(Container guest, Attempt attempt) {
    return Engines.owner(attempt.lab(), guest)
        .filter(owner -> !owner.isRunning())
        .map(
            owner ->
                Diagnosis.of(Cause.OWNER_STOPPED, guest.name(), owner.name())
                    .by(
                        attempt
                            .makers()
                            .of("stop", owner.name())
                            .or(() -> attempt.makers().of("kill", owner.name())))
                    .or(
                        Remedy.onHost(
                            "docker start " + owner.name(), "docker restart " + guest.name())));
  }

  /** The one that had the address while it ran. */
  private static Optional<Container> former(Attempt attempt) {
    if (attempt.destination().netns().isPresent()) {
      return Optional.empty();
    }
    return attempt.lab().engine().containers().stream()
        .filter(c -> !c.isRunning())
        .filter(
            c ->
                c.formerSandbox().map(Sandbox::endpoints).orElse(List.of()).stream()
                    .map(Endpoint::address)
                    .anyMatch(a -> a.equals(attempt.target().map(t -> t.address()))))
        .findFirst();
  }

  /** The one that is called so, where its name leads to nothing that runs. */
  private static Optional<Container> named(Attempt attempt) {
    return Engines.called(attempt.lab(), attempt.question().host()).filter(c -> !c.isRunning());
  }

  /** What is to be said of the state of a container; nothing of one that runs. */
  static Optional<Diagnosis> of(Container container, Makers makers) {
    String name = container.name();
    return switch (container.status()) {
      case RUNNING -> Optional.empty();
      case PAUSED ->
          Optional.of(
              Diagnosis.of(Cause.CONTAINER_PAUSED, name)
                  .by(makers.of("pause", name))
                  .or(Remedy.onHost("docker unpause " + name)));
      case RESTARTING ->
          Optional.of(
              Diagnosis.of(
                      Cause.CONTAINER_RESTARTING,
                      name,
                      container.exitCode(),
                      container.restarts(),
                      lastWords(container))
                  .by(makers.of(container)));
      case CREATED, EXITED -> Optional.of(stopped(container, makers));
    };
  }

  /** A container that does not run. */
  static Diagnosis stopped(Container container, Makers makers) {
    String name = container.name();
    Remedy start = Remedy.onHost("docker start " + name);
    Optional<Diagnosis> taken =
        Taken.by(makers, container).or(() -> Taken.at(makers, container, lastWords(container)));
    if (taken.isPresent()) {
      return taken.get();
    }
    if (container.started() < 0) {
      return container.error().isEmpty()
          ? Diagnosis.of(Cause.CONTAINER_NEVER_STARTED, name).by(makers.of(container)).or(start)
          : Diagnosis.of(Cause.CONTAINER_FAILED_TO_START, name, container.error())
              .by(makers.of(container))
              .or(start);
    }
    Optional<String> byHand =
        makers
            .of("stop", name)
            .or(() -> makers.of("kill", name))
            .filter(line -> line.matches("(?s).*\\b(stop|kill)\\b.*"));
    return byHand.isPresent()
        ? Diagnosis.of(Cause.CONTAINER_STOPPED, name).by(byHand).or(start)
        : Diagnosis.of(
                Cause.CONTAINER_EXITED,
                name,
                container.exitCode(),
                String.join(" ", container.argv()),
                lastWords(container))
            .by(makers.of(container))
            .or(start);
  }

  /** What it printed last, in parentheses; empty where it said nothing. */
  private static String lastWords(Container container) {
    return container.log().entries().stream()
        .map(entry -> entry.text().strip())
        .filter(text -> !text.isEmpty())
        .reduce((a, b) -> b)
        .map(text -> " (" + text + ")")
        .orElse("");
  }

  /** One that was there, and was removed. */
  private static Optional<Diagnosis> removed(Attempt attempt) {
    String name = attempt.question().host();
    if (attempt.target().isPresent()) {
      return Optional.empty();
    }
    return attempt
        .makers()
        .of("destroy", name)
        .map(typed -> Diagnosis.of(Cause.CONTAINER_MISSING, name).by(Optional.of(typed)));
  }
}
