package passerelle.cli.why.container;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.typed.Makers;
import passerelle.engine.Container;

/**
 * What Docker refused earlier, and has not been said again since.
 *
 * @param before looks back from this moment only, so that two that wait for each other have an end
 */
record Earlier(Lab lab, long before) {
  /** A container that cannot join another one says nothing of why that one does not run. */
  private static final String JOINS = "non running container";

  /** All that was done before the last command. */
  static Earlier of(Lab lab) {
    List<Deed> history = lab.history();
    return new Earlier(lab, history.isEmpty() ? 0 : history.get(history.size() - 1).at());
  }

  /** Why there is no container of a name; empty when nobody has asked for one. */
  Optional<Diagnosis> unmade(String name) {
    return refused(deed -> Makers.commands(deed).stream().anyMatch(c -> names(c.words(), name)));
  }

  private static boolean names(List<String> words, String name) {
    int option = words.indexOf("--name");
    boolean named =
        words.contains("--name=" + name)
            || option >= 0 && option + 1 < words.size() && words.get(option + 1).equals(name);
    return named && (words.contains("run") || words.contains("create"));
  }

  /** Why nothing is published on a port; empty when nobody has asked for that. */
  Optional<Diagnosis> unpublished(int port) {
    Pattern published = Pattern.compile("(-p|--publish)[ =](\\S+:)?" + port + ":\\d+\\b");
    return refused(
        deed -> Makers.commands(deed).stream().anyMatch(c -> published.matcher(c.text()).find()));
  }

  /** Why a container could not be started, as it was said when somebody tried. */
  Optional<Diagnosis> unstarted(Container container) {
    return container.error().contains(JOINS)
        ? Optional.empty()
        : refused(deed -> deed.effect().printed().contains(container.error()))
            .filter(why -> why.cause() != Cause.DOCKER_REFUSED);
  }

  /** The latest of such commands that failed. */
  private Optional<Diagnosis> refused(Predicate<Deed> wanted) {
    return lab.history().stream()
        .filter(deed -> deed.at() < before && deed.effect().status() != 0)
        .filter(wanted)
        .reduce((a, b) -> b)
        .flatMap(deed -> new Refusals(lab, deed).diagnosis().map(d -> d.by(typed(d, deed))));
  }

  private static Optional<String> typed(Diagnosis diagnosis, Deed deed) {
    return diagnosis.blamed().or(() -> Optional.of(deed.told()));
  }
}
