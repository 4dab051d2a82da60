package passerelle.cli.expect;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something of a name is there, and facts are true of it; of the name {@code any}, of one at least.
 *
 * @param kind {@code container}, {@code network}, {@code device}
 * @param place where it is looked for; empty where there is one place for all of its kind
 * @param name its name, or {@code any}
 * @param all those that there are
 * @param nameOf how one is called
 * @param facts that are to be true of the same one
 */
record Things<T>(
    String kind,
    Optional<String> place,
    String name,
    Function<Scene, List<T>> all,
    Function<T, String> nameOf,
    List<Fact<T>> facts)
    implements Expectation {
  static final String ANY = "any";

  /** In the key of a text that says that there is none. */
  private static final String NO = ".no";

  @Override
  public Optional<Unmet> unmet(Scene scene) {
    return unmets(scene).findFirst();
  }

  @Override
  public Stream<Unmet> unmets(Scene scene) {
    Optional<Unmet> nowhere = nowhere(scene, "");
    if (nowhere.isPresent()) {
      return nowhere.stream();
    }
    List<T> meant = meant(scene);
    if (meant.isEmpty()) {
      List<String> names = all.apply(scene).stream().map(nameOf).toList();
      String missing =
          names.isEmpty()
              ? scene.text(kind + ".absent", place.orElse(""))
              : scene.text(kind + ".missing", name, scene.list(names));
      return Stream.of(new Unmet(wanted(scene), missing));
    }
    if (name.equals(ANY)) {
      boolean one = meant.stream().anyMatch(thing -> otherwise(thing, scene).findAny().isEmpty());
      String names = scene.list(meant.stream().map(nameOf).toList());
      return one
          ? Stream.empty()
          : Stream.of(new Unmet(wanted(scene), scene.text("none-of", names)));
    }
    return otherwise(meant.get(0), scene)
        .map(fact -> new Unmet(wanted(scene), fact.found(), fact.reason()));
  }

  /** Nothing is there of which all that is true. */
  Expectation no() {
    return scene ->
        nowhere(scene, NO)
            .or(
                () ->
                    meant(scene).stream()
                        .filter(thing -> otherwise(thing, scene).findAny().isEmpty())
                        .findFirst()
                        .map(
                            thing ->
                                new Unmet(
                                    wanted(scene, NO), scene.text("there", nameOf.apply(thing)))));
  }

  /** The place where it is looked for is not there. */
  private Optional<Unmet> nowhere(Scene scene, String no) {
    return place
        .filter(where -> scene.place(where).isEmpty())
        .map(where -> scene.nowhere(wanted(scene, no), where));
  }

  /** Whether there is one of that name, whatever is true of it. */
  boolean isThere(Scene scene) {
    return nowhere(scene, "").isEmpty() && !meant(scene).isEmpty();
  }

  private List<T> meant(Scene scene) {
    return all.apply(scene).stream()
        .filter(thing -> name.equals(ANY) || nameOf.apply(thing).equals(name))
        .toList();
  }

  private Stream<Unmet> otherwise(T thing, Scene scene) {
    return facts.stream().flatMap(fact -> fact.unmet(thing, scene).stream());
  }

  private String wanted(Scene scene) {
    return wanted(scene, "");
  }

  private String wanted(Scene scene, String no) {
    String key = kind + no + (name.equals(ANY) ? ".any" : ".named");
    String subject = scene.text(key, name, place.orElse(""));
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
