package passerelle.cli.expect;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Something that is true of one thing in a lab, or is not.
 *
 * @param wanted says what is expected, in the language of a scene
 * @param otherwise what is in its place; empty when it is true
 * @param reason why it is not true, where somebody knows
 */
record Fact<T>(
    Function<Scene, String> wanted,
    BiFunction<T, Scene, Optional<String>> otherwise,
    BiFunction<T, Scene, Optional<String>> reason) {

  /**
   * A fact that is true where a condition holds.
   *
   * @param found says what is
   */
  static <T> Fact<T> of(
      Function<Scene, String> wanted,
      BiPredicate<T, Scene> holds,
      BiFunction<T, Scene, String> found) {
    return new Fact<>(
        wanted,
        (thing, scene) ->
            holds.test(thing, scene) ? Optional.empty() : Optional.of(found.apply(thing, scene)),
        (thing, scene) -> Optional.empty());
  }

  /** The same, of which somebody knows why it is not true. */
  Fact<T> because(BiFunction<T, Scene, Optional<String>> why) {
    return new Fact<>(wanted, otherwise, why);
  }

  /** What is in its place, and why; empty when it is true. */
  Optional<Expectation.Unmet> unmet(T thing, Scene scene) {
    return otherwise
        .apply(thing, scene)
        .map(
            found -> new Expectation.Unmet(wanted.apply(scene), found, reason.apply(thing, scene)));
  }

  /** The opposite. */
  Fact<T> not() {
    return new Fact<>(
        scene -> scene.text("not", wanted.apply(scene)),
        (thing, scene) ->
            otherwise.apply(thing, scene).isPresent()
                ? Optional.empty()
                : Optional.of(wanted.apply(scene)),
        (thing, scene) -> Optional.empty());
  }
}
