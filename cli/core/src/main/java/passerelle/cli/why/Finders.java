package passerelle.cli.why;

import java.util.List;
import java.util.Optional;

/** All that is known of causes, most specific first. */
final class Finders {
  static final List<Finder> ALL =
      List.of(
          new States(),
          CommonNetworks::alone,
          new LookUps(),
          new CommonNetworks(),
          new PublishedPorts(),
          new Listeners());

  private Finders() {}

  /** What is wrong; empty where nobody knows. */
  static Optional<Diagnosis> of(Attempt attempt) {
    return ALL.stream().flatMap(finder -> finder.of(attempt).stream()).findFirst();
  }
}
