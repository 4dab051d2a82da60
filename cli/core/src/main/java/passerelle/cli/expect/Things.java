package passerelle.cli.expect;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Something of a name is there, and facts are true of it; of the name {@code any}, of one at least.
 *
 * @param kind {@code container}, {@code network}, {@code device}
 * @param name its name, or {@code any}
 * @param all those that there are
 * @param nameOf how one is called
 * @param facts that are to be true of the same one
 */
record Things<T>(
    String kind,
    String name,
    Function<Scene, List<T>> all,
    Function<T, String> nameOf,
    List<Fact<T>> facts)
    implements Expectation {
  static final String ANY = "any";

  @Override
  public Optional<Unmet> unmet(Scene scene) {
    List<T> meant = meant(scene);
    if (meant.isEmpty()) {
      List<String> names = all.apply(scene).stream().map(nameOf).toList();
      String missing =
          names.isEmpty()
              ? scene.text(kind + ".absent")
              : scene.text(kind + ".missing", name, scene.list(names));
      return Optional.of(new Unmet(wanted(scene), missing));
    }
    if (name.equals(ANY)) {
      boolean one = meant.stream().anyMatch(thing -> otherwise(thing, scene).isEmpty());
      String names = scene.list(meant.stream().map(nameOf).toList());
      return one
          ? Optional.empty()
          : Optional.of(new Unmet(wanted(scene), scene.text("none-of", names)));
    }
    return otherwise(meant.get(0), scene).map(found -> new Unmet(wanted(scene), found));
  }

  /** Nothing is there of which all that is true. */
  Expectation no() {
    return scene ->
        meant(scene).stream()
            .filter(thing -> otherwise(thing, scene).isEmpty())
            .findFirst()
            .map(
                thing ->
                    new Unmet(
                        scene.text("no", wanted(scene)), scene.text("there", nameOf.apply(thing))));
  }

  private List<T> meant(Scene scene) {
    return all.apply(scene).stream()
        .filter(thing -> name.equals(ANY) || nameOf.apply(thing).equals(name))
        .toList();
  }

  private Optional<String> otherwise(T thing, Scene scene) {
    return facts.stream()
        .flatMap(fact -> fact.otherwise().apply(thing, scene).stream())
        .findFirst();
  }

  private String wanted(Scene scene) {
    String subject =
        name.equals(ANY) ? scene.text(kind + ".any") : scene.text(kind + ".named", name);
    return facts.isEmpty()
        ? subject
        : scene.text(
            "of",
            subject,
            facts.stream()
                .map(fact -> fact.wanted().apply(scene))
                .collect(Collectors.joining(", ")));
  }
}
