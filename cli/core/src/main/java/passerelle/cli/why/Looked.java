package passerelle.cli.why;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.container.CommonNetworks;
import passerelle.cli.why.typed.Words;
import passerelle.engine.Container;
import passerelle.engine.Health;

/** A container in trouble that a docker command has made, named or listed, and sent no packet. */
final class Looked {
  /** Verbs of docker and of Compose after which people ask why a container is not there. */
  private static final Set<String> VERBS =
      Set.of(
          "ps", "ls", "logs", "inspect", "up", "run", "start", "restart", "port", "top", "stats");

  /** Of them, those that show all containers. */
  private static final Set<String> ALL = Set.of("ps", "ls", "up", "logs", "stats");

  private Looked() {}

  /** The one that is worst off; empty where all is well. */
  static Optional<Container> at(Lab lab, Deed last) {
    List<String> words = Words.of(last).all();
    if (!words.contains("docker") || words.stream().noneMatch(VERBS::contains)) {
      return Optional.empty();
    }
    List<Container> all = lab.engine().containers();
    List<Container> named = all.stream().filter(c -> words.contains(c.name())).toList();
    List<Container> made = all.stream().filter(c -> c.created() >= last.at()).toList();
    boolean listed = words.stream().anyMatch(ALL::contains);
    return Stream.of(named, made, listed ? all : List.<Container>of())
        .filter(some -> !some.isEmpty())
        .findFirst()
        .stream()
        .flatMap(List::stream)
        .filter(c -> !c.isRunning() || isUnhealthy(c) || CommonNetworks.hasLostAll(c))
        .min(
            Comparator.comparing(
                    (Container c) -> c.error().isEmpty() && c.exitCode() == 0 && !c.isRunning())
                .thenComparing(Container::isRunning)
                .thenComparing(c -> -c.created()));
  }

  /** Its health check fails. */
  static boolean isUnhealthy(Container container) {
    return container.health().filter(h -> h.status() == Health.Status.UNHEALTHY).isPresent();
  }
}
