package passerelle.engine.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.text.WordMap;
import passerelle.text.WordSet;

/**
 * Options of docker that are real but do nothing here. Those that concern no network are at least
 * shown ({@link ShownOptions}); the others are refused, since pretending would teach something
 * wrong.
 */
public final class Unmodelled {
  private static final Set<String> MODELLED =
      WordSet.of(
          """
          add-host attach cap-add cap-drop cidfile detach detach-keys dns dns-option dns-opt
          dns-search domainname entrypoint env env-file expose hostname interactive ip ip6
          kernel-memory label label-file link link-local-ip mac-address name net net-alias
          network network-alias privileged publish publish-all pull quiet restart rm sig-proxy
          stop-timeout sysctl tty mount volume volume-driver volumes-from help
          """);

  /** Values with which an option changes nothing of what is the case here anyway. */
  private static final Map<String, String> USUAL =
      WordMap.of(
          """
          disable-content-trust=.* platform=linux(/amd64)?| user=root|0|root:root|0:0| workdir=/|
          """);

  private static final Set<String> WINDOWS = Set.of("cpu-count", "cpu-percent");

  /** What needs the files of containers. */
  private static final Set<String> OF_FILES = Set.of("pid", "user", "workdir");

  private Unmodelled() {}

  /**
   * Ends {@code docker run} with one line when an option would be missed.
   *
   * @param filesAreKept the kernel knows files of containers, and so users and directories
   */
  public static void check(ParsedFlags flags, boolean filesAreKept) throws CliException {
    for (String name : flags.values().keySet()) {
      boolean acts = MODELLED.contains(name) || filesAreKept && OF_FILES.contains(name);
      if (name.equals("pid") && !acts) {
        throw refuse("option --pid on the real kernel");
      }
      boolean known = acts || ShownOptions.has(name) || name.equals("platform");
      if (!known && !isUsual(flags, name)) {
        throw refuse("option --" + name);
      }
    }
  }

  private static boolean isUsual(ParsedFlags flags, String name) {
    return USUAL.containsKey(name) && flags.text(name).orElse("").matches(USUAL.get(name));
  }

  /** There are images for one platform only. */
  public static void checkPlatform(ParsedFlags flags) throws CliException {
    if (flags.has("platform") && !isUsual(flags, "platform")) {
      throw refuse("option --platform");
    }
  }

  /** The same for {@code docker exec}. */
  public static void checkExec(ParsedFlags flags, boolean filesAreKept) throws CliException {
    for (String name : List.of("user", "workdir")) {
      boolean acts = filesAreKept && OF_FILES.contains(name);
      if (flags.has(name) && !acts && !isUsual(flags, name)) {
        throw refuse("option --" + name);
      }
    }
  }

  /** A command that is not modelled. */
  public static CliException command(String name) {
    return refuse("the command " + name);
  }

  /** A command of a swarm, which the engine answers itself: it is in none. */
  public static boolean needsSwarm(List<String> words) {
    boolean asked = words.size() > 1 && !words.get(1).startsWith("-");
    return asked && List.of("config", "node", "secret", "service", "stack").contains(words.get(0));
  }

  /** A command that the daemon has with experimental features only. */
  public static CliException experimental(List<String> words) {
    boolean inner = words.size() > 1 && words.get(1).matches("create|ls|rm");
    String name = words.get(0) + (inner ? " " + words.get(1) : "");
    return onlyOn("docker " + name, "with experimental features enabled");
  }

  /** Options that this daemon does not support, which help hides (docker.go: areFlagsSupported). */
  public static void checkSupported(ParsedFlags flags) throws CliException {
    for (String name : flags.values().keySet()) {
      if (name.startsWith("checkpoint")) {
        throw onlyOn("\"--" + name + '"', "with experimental features enabled");
      }
      if (name.startsWith("io-max") || WINDOWS.contains(name)) {
        throw onlyOn(
            "\"--" + name + '"', "running on windows, but the Docker daemon is running on linux");
      }
    }
  }

  private static CliException onlyOn(String what, String daemon) {
    return new CliException(what + " is only supported on a Docker daemon " + daemon + "\n", 1);
  }

  /** One line for something that is real but not here. */
  public static CliException refuse(String what) {
    return new CliException("docker: Passerelle does not model " + what + "\n", 2);
  }
}
