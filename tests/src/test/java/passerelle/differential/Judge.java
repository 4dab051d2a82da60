package passerelle.differential;

import java.util.Optional;

/** Runs a case twice and compares; called from several threads. */
@FunctionalInterface
interface Judge {
  /**
   * What differs; empty if nothing does.
   *
   * @throws RuntimeException if a lab fails, as it does where a program takes too long
   */
  Optional<Finding> judge(RandomCase input);
}
