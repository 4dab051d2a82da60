package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;

/** What Docker refused earlier, and has not been said again since. */
record Earlier(Lab lab) {
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
    return refused(deed -> deed.effect().printed().contains(container.error()))
        .filter(why -> why.cause() != Cause.DOCKER_REFUSED);
  }

  /** The latest of such commands that failed; the one that asks for a reason has another. */
  private Optional<Diagnosis> refused(Predicate<Deed> wanted) {
    List<Deed> history = lab.history();
    return history.stream()
        .limit(Math.max(0, history.size() - 1))
        .filter(deed -> deed.effect().status() != 0)
        .filter(wanted)
        .reduce((a, b) -> b)
        .flatMap(deed -> new Refusals(lab, deed).diagnosis().map(d -> d.by(typed(d, deed))));
  }

  private static Optional<String> typed(Diagnosis diagnosis, Deed deed) {
    return diagnosis.blamed().or(() -> Optional.of(deed.told()));
  }
}
