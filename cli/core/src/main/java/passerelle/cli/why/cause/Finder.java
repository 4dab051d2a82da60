package passerelle.cli.why.cause;

import java.util.Optional;

/** Knows the causes of one family. */
@FunctionalInterface
public interface Finder {
  /** What is wrong, if it is one of its causes; it looks at the attempt and changes nothing. */
  Optional<Diagnosis> of(Attempt attempt);
}
