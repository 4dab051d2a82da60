package passerelle.cli.expect;

import java.util.Optional;
import java.util.stream.Stream;

/** A statement about a lab. */
@FunctionalInterface
interface Expectation {
  /**
   * Looks whether it is true.
   *
   * @return what is otherwise; empty when it is true
   */
  Optional<Unmet> unmet(Scene scene);

  /** All that is otherwise, where it states more than one thing. */
  default Stream<Unmet> unmets(Scene scene) {
    return unmet(scene).stream();
  }

  /**
   * Something is not as expected.
   *
   * @param wanted what was expected
   * @param found what is
   * @param reason why, in a sentence, where that is known
   */
  record Unmet(String wanted, String found, Optional<String> reason) {
    Unmet(String wanted, String found) {
      this(wanted, found, Optional.empty());
    }
  }
}
