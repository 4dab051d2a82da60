package passerelle.cli.why.container;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.engine.Daemons;
import passerelle.cli.why.engine.LastWords;
import passerelle.cli.why.engine.RefusedCompose;
import passerelle.cli.why.engine.RefusedImages;
import passerelle.cli.why.engine.Services;
import passerelle.cli.why.engine.Taken;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.engine.Container;
import passerelle.engine.EngineEvent;
import passerelle.engine.Health;
import passerelle.network.Endpoint;
import passerelle.network.Sandbox;

/** Containers that are asked, or ask, and do not run. */
public final class States implements Finder {
  private static final Pattern NO_PROGRAM =
      Pattern.compile("exec: \"([^\"]+)\": (executable file not found|.*no such file)");

  private static final Pattern NOT_HANDED_OVER = Pattern.compile("\\bexec: (\\S+): not found");

  /** A command that ends what runs in a container, from outside or inside. */
  private static final Pattern BY_HAND =
      Pattern.compile("(?s)(?!.*\\brun\\b).*\\b(stop|p?kill|killall|quit)\\b.*");

  /** The status of a shell that finds no such program. */
  private static final int NOT_FOUND = 127;

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
        .flatMap(
            c ->
                of(c, attempt.makers())
                    .or(() -> ownerOf(c, attempt))
                    .or(() -> guestsOf(c, attempt)))
        .or(() -> asking(attempt).flatMap(c -> ownerOf(c, attempt)))
        .or(() -> Moved.of(attempt))
        .or(() -> removed(attempt));
  }

  private static Optional<Container> asking(Attempt attempt) {
    return attempt.from().flatMap(site -> Engines.at(attempt.lab(), site));
  }

  /** Who lives in the namespace of a container that does not run has lost its network with it. */
  private static Optional<Diagnosis> ownerOf(Container guest, Attempt attempt) {
    Optional<Container> owner = Engines.owner(attempt.lab(), guest);
    return owner
        .filter(o -> o.isRunning() && !Engines.shareNamespace(o, guest))
        .map(o -> restarted(guest, o, attempt.makers()))
        .or(() -> owner.flatMap(o -> stopped(guest, o, attempt)))
        .or(() -> orphaned(guest, attempt.makers()));
  }

  /** It lives in the namespace of a container that there is no more, whatever is called so now. */
  static Optional<Diagnosis> orphaned(Container guest, Makers makers) {
    Optional<EngineEvent> removed =
        Engines.isOwner(guest) || Engines.owner(makers.lab(), guest).isPresent()
            ? Optional.empty()
            : makers.removed(guest.spec().networkMode().replaceFirst("^container:", ""));
    return removed.map(
        event -> {
          String owner = event.attributes().getOrDefault("name", event.actor());
          Remedy again = RunLine.of(guest, makers).inStackOf(owner).again();
          Optional<Remedy> both =
              makers.of("create", owner).flatMap(States::again).map(made -> made.then(again));
          return Diagnosis.of(Cause.OWNER_REMOVED, guest.name(), owner)
              .by(makers.of("destroy", owner))
              .or(again)
              .or(both);
        });
  }

  /** Who lived in the namespace of one that was called so before, and does not in this one's. */
  private static Optional<Diagnosis> guestsOf(Container owner, Attempt attempt) {
    return attempt.lab().engine().containers().stream()
        .filter(c -> !attempt.destination().isServed())
        .flatMap(c -> orphaned(c, attempt.makers()).stream())
        .filter(d -> d.arguments().get(1).equals(owner.name()))
        .findFirst();
  }

  /** Its owner has a namespace of its own again, and it is left in the old one. */
  static Diagnosis restarted(Container guest, Container owner, Makers makers) {
    return Diagnosis.of(Cause.OWNER_RESTARTED, guest.name(), owner.name())
        .by(makers.of("start", owner.name()))
        .or(Remedy.onHost("docker restart " + guest.name()));
  }

  private static Optional<Diagnosis> stopped(Container guest, Container other, Attempt attempt) {
    if (other.isRunning()) {
      return Optional.empty();
    }
    Makers makers = attempt.makers();
    String owner = other.name();
    return Optional.of(
        Diagnosis.of(Cause.OWNER_STOPPED, guest.name(), owner)
            .by(makers.of("stop", owner).or(() -> makers.of("kill", owner)))
            .or(Remedy.onHost("docker start " + owner, "docker restart " + guest.name())));
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
              unstarted(
                  Diagnosis.of(
                          Cause.CONTAINER_RESTARTING,
                          name,
                          container.exitCode(),
                          container.restarts(),
                          LastWords.of(container))
                      .by(makers.of(container)),
                  container,
                  makers));
      case CREATED, EXITED -> Optional.of(stopped(container, makers));
    };
  }

  /** The same of the container that a command has made, of which Docker says nothing. */
  public static Optional<Diagnosis> misplaced(Lab lab, Deed deed) {
    return deed.typed().line().contains("docker run")
        ? lab.engine().containers().stream()
            .filter(c -> c.created() >= deed.at())
            .reduce((a, b) -> b)
            .flatMap(c -> misplaced(c, new Makers(lab, Optional.empty())))
        : Optional.empty();
  }

  /** Options of docker's behind the image are words of the container's command. */
  public static Optional<Diagnosis> misplaced(Container container, Makers makers) {
    List<String> command = container.spec().process().command();
    return RunLine.of(container, makers)
        .inOrder()
        .filter(line -> !command.isEmpty())
        .map(
            line ->
                Diagnosis.of(
                        Cause.OPTIONS_BEHIND_IMAGE,
                        String.join(" ", command),
                        container.spec().image(),
                        container.name())
                    .by(makers.of(container))
                    .or(line.again()));
  }

  /** A container that does not run. */
  static Diagnosis stopped(Container container, Makers makers) {
    Optional<Diagnosis> elsewhere =
        Daemons.stopped(makers.lab()).or(() -> misplaced(container, makers));
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    String name = container.name();
    Remedy start = Remedy.onHost("docker start " + name);
    Optional<Diagnosis> taken = Taken.by(makers, container).or(() -> Taken.at(makers, container));
    if (taken.isPresent()) {
      return taken.get();
    }
    Optional<Diagnosis> waiting = waiting(container, makers);
    if (container.started() < 0 && waiting.isPresent()) {
      return waiting.get();
    }
    // A start that fails leaves an error behind, also where an earlier one did not.
    if (container.started() < 0 || !container.error().isEmpty()) {
      return container.error().isEmpty()
          ? Diagnosis.of(Cause.CONTAINER_NEVER_STARTED, name).by(makers.of(container)).or(start)
          : unstartable(container, makers)
              .by(makers.of(container))
              .or(start)
              .or(RefusedImages.otherwise(container, makers))
              .or(RunLine.of(container, makers).withoutCommand().map(RunLine::again));
    }
    Optional<String> byHand =
        makers.of("die", name).filter(line -> BY_HAND.matcher(line).matches());
    Optional<Diagnosis> withDaemon = Daemons.took(container, makers);
    if (withDaemon.isPresent()) {
      return withDaemon.get();
    }
    return byHand.isPresent()
        ? Diagnosis.of(Cause.CONTAINER_STOPPED, name).by(byHand).or(start)
        : unstarted(ended(container, makers), container, makers);
  }

  /** One whose command has ended, or a script that it begins with could not be run. */
  private static Diagnosis ended(Container container, Makers makers) {
    return wordsForEntrypoint(container, makers)
        .or(() -> new Scripts(makers, container).withoutInterpreter(LastWords.of(container)))
        .orElseGet(() -> exited(container).by(makers.of(container)));
  }

  /** A program that was to be run in it, and is an argument of the one that the image runs. */
  public static Optional<Diagnosis> wordsForEntrypoint(Container container, Makers makers) {
    List<String> entrypoint = container.image().process().entrypoint();
    List<String> words = container.spec().process().command();
    boolean own =
        !entrypoint.isEmpty()
            && container.spec().process().entrypoint().isEmpty()
            && entrypoint.stream().noneMatch(word -> word.endsWith(".sh") || word.equals("--"));
    if (!own || words.isEmpty() || !Ended.PROGRAMS.contains(words.get(0))) {
      return Optional.empty();
    }
    RunLine rest = RunLine.of(container, makers).shifted();
    return Optional.of(
        Diagnosis.of(
                Cause.WORDS_FOR_ENTRYPOINT,
                container.name(),
                String.join(" ", entrypoint),
                String.join(" ", words))
            .by(makers.of(container))
            .or(rest.with("--entrypoint", words.get(0)).again())
            .or(rest.with("--entrypoint", "sh").again()));
  }

  /** One whose command has ended, or could not be handed over to by the entrypoint's script. */
  private static Diagnosis exited(Container container) {
    Matcher program = NOT_HANDED_OVER.matcher(LastWords.of(container));
    return container.exitCode() == NOT_FOUND && program.find()
        ? Diagnosis.of(Cause.PROGRAM_MISSING, program.group(1), container.name())
        : Diagnosis.of(
            Cause.CONTAINER_EXITED,
            container.name(),
            container.exitCode(),
            LastWords.of(container).isEmpty()
                ? ", " + String.join(" ", container.argv()) + ","
                : "",
            LastWords.of(container));
  }

  private static Diagnosis unstartable(Container container, Makers makers) {
    Matcher program = NO_PROGRAM.matcher(container.error());
    return program.find()
        ? Diagnosis.of(Cause.PROGRAM_MISSING, program.group(1), container.name())
        : Diagnosis.of(Cause.CONTAINER_FAILED_TO_START, container.name(), container.error())
            .because(Earlier.of(makers.lab()).unstarted(container));
  }

  /** One that ends by itself, with what is behind that and what keeps it running. */
  private static Diagnosis unstarted(Diagnosis ended, Container container, Makers makers) {
    Optional<Diagnosis> name =
        ended.cause() == Cause.WORDS_FOR_ENTRYPOINT
            ? Optional.empty()
            : new Wanted(container, makers)
                .diagnosis()
                .or(() -> new Early(container, makers).diagnosis());
    return name.isEmpty()
        ? ended.or(Ended.remedies(container, makers))
        : ended.by(Optional.empty()).because(name);
  }

  /** One that was there, and was removed. */
  private static Optional<Diagnosis> removed(Attempt attempt) {
    String name = attempt.question().host();
    if (attempt.target().isPresent() || Engines.called(attempt.lab(), name).isPresent()) {
      return Optional.empty();
    }
    return attempt
        .makers()
        .of("destroy", name)
        .map(typed -> missing(name, typed, attempt.makers()));
  }

  /** One that was removed; the command that made it makes it again. */
  static Diagnosis missing(String name, String typed, Makers makers) {
    return Diagnosis.of(Cause.CONTAINER_MISSING, name)
        .by(Optional.of(typed))
        .or(makers.of("create", name).flatMap(States::again));
  }

  /** A command of Docker that was told of, once more. */
  public static Optional<Remedy> again(String told) {
    return Optional.of(told.replaceFirst("^\\S+[$#>] ", ""))
        .filter(line -> line.startsWith("docker "))
        .map(Remedy::onHost);
  }

  /** A container that Compose does not start, since the health check of another one fails. */
  private static Optional<Diagnosis> waiting(Container container, Makers makers) {
    String wanted = container.spec().labels().getOrDefault("com.docker.compose.depends_on", "");
    return makers.lab().engine().containers().stream()
        .filter(c -> Services.isOfProject(container, c))
        .filter(c -> c.health().filter(h -> h.status() == Health.Status.UNHEALTHY).isPresent())
        .filter(
            c ->
                Pattern.compile(
                        "(^|,)" + Pattern.quote(ComposeText.service(c)) + ":service_healthy")
                    .matcher(wanted)
                    .find())
        .findFirst()
        .flatMap(
            c ->
                makers
                    .at(container.created())
                    .map(deed -> new RefusedCompose(makers.lab(), deed))
                    .flatMap(refused -> refused.unhealthy(c.name())));
  }
}
