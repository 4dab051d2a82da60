package passerelle.engine.volume;

import java.util.Set;
import passerelle.engine.EngineException;
import passerelle.engine.MountPoint;

/**
 * Whether mounts that are made later below a path of the host are seen in the container, and the
 * other way round (volume/mounts/linux_parser.go, daemon/volumes_linux.go:validateBindDaemonRoot).
 */
final class Propagation {
  private static final String DAEMON_ROOT = "/var/lib/docker";
  private static final Set<String> MODES =
      Set.of("", "private", "rprivate", "slave", "rslave", "shared", "rshared");

  private Propagation() {}

  static boolean isKnown(String mode) {
    return MODES.contains(mode);
  }

  /**
   * The propagation of a mount.
   *
   * @param wanted as typed, empty for the usual one
   * @throws EngineException where the daemon's own files are below the source or around it, whose
   *     mounts a container must not keep from being undone
   */
  static String of(MountPoint point, String wanted) throws EngineException {
    if (point.type() != MountPoint.Type.BIND) {
      return "";
    }
    String source = point.source();
    boolean root = source.startsWith(DAEMON_ROOT) || DAEMON_ROOT.startsWith(source);
    if (root && !Set.of("", "rslave", "rshared").contains(wanted)) {
      throw EngineException.bad(
          "invalid mount config: must use either propagation mode \"rslave\" or \"rshared\" when"
              + (" mount source is within the daemon root, daemon root: \"" + DAEMON_ROOT)
              + ("\", bind mount source: \"" + source + "\", propagation: \"" + wanted + "\""));
    }
    if (!wanted.isEmpty()) {
      return wanted;
    }
    return root ? "rslave" : "rprivate";
  }
}
