package passerelle.kernel;

import java.util.Set;

/**
 * Where processes run: a machine of the lab, or a container. Two spaces may share one network
 * namespace; each has files and a host name of its own.
 *
 * @param name unique in the lab: {@code host}, {@code laptop}, or a container's id
 * @param netns name of the network namespace
 * @param hostname the UTS namespace's host name
 * @param toolset which commands exist and how they talk, as the image catalogue names it: {@code
 *     debian}, {@code busybox} or {@code alpine}
 * @param capabilities what its processes may do
 * @param sysctlsWritable whether /proc/sys is mounted read-write
 */
public record Space(
    String name,
    String netns,
    String hostname,
    String toolset,
    Set<Capability> capabilities,
    boolean sysctlsWritable) {

  /** Its tools are BusyBox's, its shell is ash. */
  public static boolean isBusybox(String toolset) {
    return toolset.equals("busybox") || toolset.equals("alpine");
  }
}
