package passerelle.differential;

import java.util.Optional;

/** Runs a case twice and compares; called from several threads. */
@FunctionalInterface
interface Judge {
  /** What differs; empty if nothing does. */
  Optional<Finding> judge(RandomCase input);
}
