package passerelle.cli.why.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.engine.RefusedCompose;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Words;
import passerelle.engine.Container;
import passerelle.text.Nearest;

/** What docker refuses since no container is called so, or since it is not as it has to be. */
final class RefusedContainers {
  private static final Pattern STARTS = Pattern.compile("systemctl (re)?start docker(.service)?");

  private final Lab lab;
  private final Deed deed;
  private final Optional<Container> made;
  private final Makers makers;
  private final RefusedCompose composed;

  /**
   * For one command.
   *
   * @param made the container that the command has made and not started
   */
  RefusedContainers(Lab lab, Deed deed, Optional<Container> made) {
    this.lab = lab;
    this.deed = deed;
    this.made = made;
    makers = new Makers(lab, Optional.empty());
    composed = new RefusedCompose(lab, deed);
  }

  Diagnosis noName(String name) {
    String line =
        deed.typed()
            .line()
            .replaceFirst("(--name[= ])" + Pattern.quote(name) + "(?=\\s)", "$1" + longer(name));
    return Diagnosis.of(Cause.NAME_TOO_SHORT, name)
        .or(new Remedy(List.of(step(line)), Optional.empty()));
  }

  private static String longer(String name) {
    return name + "1";
  }

  Diagnosis nameTaken(String name) {
    Diagnosis taken =
        Diagnosis.of(Cause.NAME_TAKEN, name).by(Engines.called(lab, name).flatMap(makers::of));
    return taken
        .or(composed.otherName(name))
        .or(Remedy.onHost("docker rm -f " + name).then(step(deed.typed().line())));
  }

  Diagnosis noContainer(String name) {
    Optional<Diagnosis> owner =
        Words.of(deed).all().stream()
            .flatMap(word -> Engines.called(lab, word).stream())
            .filter(c -> c.spec().networkMode().endsWith(":" + name))
            .flatMap(c -> States.orphaned(c, makers).stream())
            .findFirst();
    if (owner.isPresent()) {
      return owner.get();
    }
    Optional<String> removed = makers.of("destroy", name);
    Diagnosis missing =
        removed
            .map(typed -> followed(States.missing(name, typed, makers)))
            .orElseGet(() -> unknown(name));
    List<String> meant =
        new ArrayList<>(Nearest.of(name, lab.engine().containersByName().keySet()));
    lab.engine().containers().stream()
        .filter(c -> ComposeText.service(c).equals(name) || makers.hadName(c, name))
        .map(Container::name)
        .forEach(meant::add);
    for (String near : meant) {
      missing = missing.or(new Remedy(List.of(step(renamed(name, near))), Optional.empty()));
    }
    return missing.or(made.map(c -> composed.joining(c, name)).orElse(List.of()));
  }

  private Diagnosis unknown(String name) {
    Diagnosis unknown =
        Diagnosis.of(Cause.CONTAINER_UNKNOWN, name)
            .by(makers.renamed(name).flatMap(event -> makers.at(event)));
    return new Earlier(lab, deed.at())
        .unmade(name)
        .map(
            why ->
                followed(
                    unknown.because(Optional.of(why)),
                    why.cause() == Cause.NAME_TOO_SHORT
                        ? renamed(name, longer(name))
                        : deed.typed().line()))
        .orElse(unknown);
  }

  /** The refused command with another name. */
  private String renamed(String name, String other) {
    return deed.typed()
        .line()
        .replaceAll("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])", other);
  }

  Optional<Diagnosis> notReady(String told) {
    return told(told).flatMap(c -> States.of(c, makers)).map(this::followed);
  }

  private Optional<Container> told(String nameOrId) {
    return lab.engine().containers().stream()
        .filter(c -> c.name().equals(nameOrId) || c.id().startsWith(nameOrId))
        .findFirst();
  }

  /** The same with the command that was refused behind each remedy. */
  Diagnosis followed(Diagnosis diagnosis) {
    return followed(diagnosis, deed.typed().line());
  }

  private Diagnosis followed(Diagnosis diagnosis, String line) {
    Optional<Remedy> left =
        made.map(Container::name)
            .filter(name -> deed.typed().line().contains("run"))
            .map(name -> Remedy.onHost("docker rm -f " + name));
    Remedy.Step again = step(line);
    return diagnosis.mendedBy(
        diagnosis.remedies().stream()
            .map(r -> left.map(r::then).orElse(r))
            .map(r -> STARTS.matcher(again.line()).matches() ? withoutStart(r) : r)
            .map(r -> r.then(again))
            .toList());
  }

  /** The command that comes behind it starts the daemon itself. */
  private static Remedy withoutStart(Remedy remedy) {
    return new Remedy(
        remedy.steps().stream().filter(s -> !STARTS.matcher(s.line()).matches()).toList(),
        remedy.instead());
  }

  /** What a container may not do to its own network without CAP_NET_ADMIN. */
  Optional<Diagnosis> notPermitted() {
    String place = Words.of(deed).place(lab);
    Optional<Container> container =
        Engines.called(lab, place)
            .filter(Container::isRunning)
            .filter(c -> !c.spec().privileges().privileged())
            .filter(c -> !c.spec().privileges().add().toString().contains("NET_ADMIN"));
    return container.map(
        c -> {
          RunLine line = RunLine.of(c, makers).with("--cap-add", "NET_ADMIN");
          return Diagnosis.of(Cause.NOT_PERMITTED, c.name())
              .by(makers.of(c))
              .or(line.again().then(step(deed.typed().line())));
        });
  }

  Optional<Diagnosis> noService(String name) {
    Optional<Container> container = composed.container(name);
    return container.isPresent()
        ? container.flatMap(c -> notRunning(c.name()))
        : composed.unknown(name);
  }

  /** A link is to the container that was there, not to its name: it has to be made again, too. */
  private Diagnosis unlinked(String name) {
    Diagnosis missing = noContainer(name);
    List<Remedy> both =
        makers.of("create", name).flatMap(States::again).stream()
            .flatMap(
                first ->
                    Words.of(deed).all().stream()
                        .flatMap(word -> Engines.called(lab, word).stream())
                        .map(linked -> first.then(RunLine.of(linked, makers).again())))
            .toList();
    return missing.or(both);
  }

  Optional<Diagnosis> notRunning(String told) {
    Optional<Container> there = told(told);
    return there.isEmpty()
        ? Optional.of(unlinked(told))
        : there.filter(c -> !c.isRunning()).flatMap(c -> States.of(c, makers)).map(this::followed);
  }

  private Remedy.Step step(String line) {
    return new Remedy.Step(deed.machine(), line);
  }
}
