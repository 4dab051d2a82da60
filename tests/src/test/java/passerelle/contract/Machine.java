package passerelle.contract;

import java.util.List;
import java.util.Set;
import passerelle.kernel.Capability;
import passerelle.kernel.ProgramChoice;
import passerelle.kernel.Space;

/** Spaces that tests begin with. */
public final class Machine {
  private Machine() {}

  /** A machine with all of its toolset. */
  public static Space with(
      String name,
      String netns,
      String hostname,
      String toolset,
      Set<Capability> capabilities,
      boolean sysctlsWritable) {
    return new Space(
        name,
        netns,
        hostname,
        toolset,
        capabilities,
        List.of(),
        sysctlsWritable,
        ProgramChoice.ALL,
        name,
        name);
  }
}
