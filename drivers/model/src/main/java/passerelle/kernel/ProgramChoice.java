package passerelle.kernel;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which programs a space has, measured by its toolset.
 *
 * @param lacking names that the toolset has and the space has not
 * @param added names of Debian's toolset that the space has besides
 */
public record ProgramChoice(Set<String> lacking, Set<String> added) {
  /** The toolset as it is. */
  public static final ProgramChoice ALL = new ProgramChoice(Set.of(), Set.of());

  /** Copies, in alphabetical order. */
  public ProgramChoice {
    lacking = new TreeSet<>(lacking);
    added = new TreeSet<>(added);
  }
}
