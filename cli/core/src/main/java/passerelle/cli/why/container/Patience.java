package passerelle.cli.why.container;

import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.engine.Container;
import passerelle.scenarios.replay.LabException;

/** Servers that do not listen yet, and will. */
final class Patience {
  private static final long A_SECOND = 1_000_000_000L;

  /** So many seconds a program may take until it serves. */
  private static final int MOST_PATIENCE = 120;

  private Patience() {}

  /** In how many seconds its program will listen, where it will within two minutes. */
  static Optional<Integer> seconds(Attempt attempt, Destination destination) {
    Lab lab = attempt.lab();
    boolean young =
        destination
            .container()
            .filter(c -> lab.kernel().clock().now() - c.started() < MOST_PATIENCE * A_SECOND)
            .isPresent();
    if (!lab.isSimulated() || !young) {
      return Optional.empty();
    }
    try (Lab copy = lab.another(lab.recipe().first(0).unwatched())) {
      lab.history().forEach(deed -> deed.redo(copy));
      String name = destination.name();
      for (int second = 10; second <= MOST_PATIENCE; second += 10) {
        copy.kernel().clock().advance(10 * A_SECOND);
        boolean listens =
            Engines.called(copy, name).flatMap(Container::sandbox).stream()
                .flatMap(sandbox -> Engines.sockets(copy, sandbox.netns()).stream())
                .anyMatch(
                    s ->
                        s.port() == destination.port()
                            && attempt.target().filter(t -> s.takes(t.address())).isPresent()
                            && s.protocol().equals(destination.transport()));
        if (listens) {
          return Optional.of(second);
        }
      }
      return Optional.empty();
    } catch (LabException impossible) {
      return Optional.empty();
    }
  }
}
