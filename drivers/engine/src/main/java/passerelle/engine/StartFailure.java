package passerelle.engine;

import passerelle.kernel.Errno;
import passerelle.kernel.FileTree;

/**
 * A command that could not be run, in the words of runc.
 *
 * @param action {@code create} for a container, {@code exec} for one more process
 * @param command its name
 * @param denied it is there but may not be run
 */
public record StartFailure(String action, String command, boolean denied) {
  /** What the daemon adds whenever a directory is wanted (errors.go:setExitCodeFromError). */
  public static final String MOUNTED_ON_FILE =
      ": Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified"
          + " host path exists and is the expected type";

  /** What runc's refusal to run one more process begins with. */
  static final String EXEC = "OCI runtime exec failed";

  /** What is to be run is a directory (daemon/errors.go:translateContainerdStartErr). */
  public static EngineException isDirectory(String action, String command) {
    String process = "unable to start container process: exec: \"" + command + "\": ";
    return because(action, process + "is a directory: unknown: permission denied");
  }

  public EngineException asException() {
    String reason =
        denied || command.contains("/")
            ? (denied ? "permission denied" : "no such file or directory")
            : "executable file not found in $PATH";
    String stat = command.contains("/") && !denied ? "stat " + command + ": " : "";
    String process = "unable to start container process: exec: \"" + command + "\": ";
    return because(action, process + stat + reason + ": unknown");
  }

  /** The machine has as many processes as it can. */
  public static EngineException noProcess(String action, Errno errno) {
    return because(
        action,
        "unable to start container process: fork/exec /proc/self/exe: "
            + (Wording26.lower(errno) + ": unknown"));
  }

  /** A working directory that is not there, or is a file. */
  public static EngineException noDirectory(String directory, FileTree.Kind kind) {
    return because(
        "exec",
        "unable to start container process: chdir to cwd (\""
            + (directory + "\") set in config.json failed: ")
            + (kind == FileTree.Kind.FILE
                ? "not a directory: unknown" + MOUNTED_ON_FILE
                : "no such file or directory: unknown"));
  }

  /** A working directory that is no absolute path. */
  public static EngineException relativeDirectory() {
    return because("exec", "Cwd must be an absolute path: unknown");
  }

  private static EngineException because(String action, String failure) {
    return action.equals("exec")
        ? EngineException.bad(EXEC + ": exec failed: " + failure)
        : create(failure);
  }

  private static EngineException create(String failure) {
    return EngineException.bad(
        "failed to create task for container: failed to create shim task: OCI runtime create"
            + (" failed: runc create failed: " + failure));
  }

  /** A host name that is longer than the kernel's 64 octets. */
  public static EngineException longHostname() {
    return create(
        "unable to start container process: error during container init: sethostname: invalid"
            + " argument: unknown");
  }

  /** The hook by which libnetwork configures the sandbox before the command runs. */
  static EngineException hook(String why) {
    return create(
        "unable to start container process: error during container init: error running hook #0:"
            + (" error running hook: exit status 1, stdout: , stderr: " + why + ": unknown"));
  }

  /** {@code --device} of what is none (daemon/oci_linux.go:getDevicesFromPath). */
  public static EngineException noDevice(String path, String why) {
    return EngineException.bad(
        "error gathering device information while adding custom device \"" + (path + "\": " + why));
  }

  /**
   * A directory is to be mounted on a file (libcontainer/rootfs_linux.go).
   *
   * @param path the destination as the host sees it
   */
  public static EngineException directoryOnFile(MountPoint point, String path) {
    return point.type() == MountPoint.Type.TMPFS
        ? mounting(point, "tmpfs", "0xe, data: mode=0644")
        : mounting(
            point,
            "create mount destination for "
                + (point.destination() + " mount: cannot mkdir in " + path));
  }

  /** A file is to be mounted on a directory. */
  public static EngineException fileOnDirectory(MountPoint point) {
    return mounting(point, point.source(), "0x5000");
  }

  private static EngineException mounting(MountPoint point, String source, String flags) {
    String call = "mount " + source + ":" + point.destination();
    return mounting(point, call + " (via /proc/self/fd/6), flags: " + flags);
  }

  private static EngineException mounting(MountPoint point, String failed) {
    String source = point.type() == MountPoint.Type.TMPFS ? "tmpfs" : point.source();
    return create(
        "unable to start container process: error during container init: error mounting \""
            + (source + "\" to rootfs at \"" + point.destination() + "\": " + failed)
            + (": not a directory: unknown" + MOUNTED_ON_FILE));
  }

  /** A log that nobody on the machine takes. */
  public static EngineException noLog(String why) {
    return EngineException.bad(
        "failed to create task for container: failed to initialize logging driver: " + why);
  }

  /** A limit that the container's control group does not take. */
  public static EngineException cgroup(String why) {
    return create(
        "unable to start container process: error during container init: error setting cgroup"
            + (" config for procHooks process: " + why + ": unknown"));
  }

  /** A setting of the kernel that belongs to a namespace that is not the container's own. */
  public static EngineException hostSysctl(String key) {
    return create("sysctl \"" + key + "\" not allowed in host network namespace: unknown");
  }

  /** A setting of the kernel that cannot be made: no such setting, or no such value. */
  public static EngineException badSysctl(String key, Errno errno) {
    String path = "/proc/sys/" + key.replace('.', '/');
    String call = errno == Errno.EINVAL ? "write " : "open ";
    return create(
        "unable to start container process: error during container init: "
            + (call + path + ": " + Wording26.lower(errno) + ": unknown"));
  }
}
