package passerelle.cli.expect;

import java.util.Optional;

/** A statement about a lab. */
@FunctionalInterface
interface Expectation {
  /**
   * Looks whether it is true.
   *
   * @return what is otherwise; empty when it is true
   */
  Optional<Unmet> unmet(Scene scene);

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
