package passerelle.kernel;

import java.util.List;
import java.util.Set;

/**
 * Where processes run: a machine of the lab, or a container. Two spaces may share one network
 * namespace; each has files and a host name of its own.
 *
 * @param name unique in the lab: {@code host}, {@code laptop}, or a container's id
 * @param netns name of the network namespace
 * @param hostname the UTS namespace's host name
 * @param toolset which commands exist and how they talk, as the image catalogue names it: {@code
 *     debian}, {@code busybox} (as Debian builds it), {@code defconfig} (as its authors configure
 *     it), {@code alpine} or {@code none}
 * @param capabilities what its processes may do
 * @param limits of each of its processes
 * @param sysctlsWritable whether /proc/sys is mounted read-write
 * @param programs which of the toolset's programs it has
 * @param machine on which it runs: itself, if it is one
 * @param processes the space whose processes it sees and shares the numbers of: itself, but for
 *     {@code --pid}
 */
public record Space(
    String name,
    String netns,
    String hostname,
    String toolset,
    Set<Capability> capabilities,
    List<ResourceLimit> limits,
    boolean sysctlsWritable,
    ProgramChoice programs,
    String machine,
    String processes) {

  private static final Set<String> BUSYBOX = Set.of("busybox", "defconfig", "alpine");

  /** Its tools are BusyBox's, its shell is ash. */
  public static boolean isBusybox(String toolset) {
    return BUSYBOX.contains(toolset);
  }
}
