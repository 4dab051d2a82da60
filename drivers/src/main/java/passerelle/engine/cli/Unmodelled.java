package passerelle.engine.cli;

import java.util.Set;

/**
 * Options of docker that are real but do nothing here. Those that a network lesson does not notice
 * are accepted in silence; the others are refused, since pretending would teach something wrong.
 */
final class Unmodelled {
  /** Resources and other things that the network does not see. */
  private static final Set<String> HARMLESS =
      Set.of(
          "annotation",
          "blkio-weight",
          "blkio-weight-device",
          "cgroup-parent",
          "cpu-period",
          "cpu-quota",
          "cpu-rt-period",
          "cpu-rt-runtime",
          "cpu-shares",
          "cpus",
          "cpuset-cpus",
          "cpuset-mems",
          "disable-content-trust",
          "init",
          "log-driver",
          "log-opt",
          "memory",
          "memory-reservation",
          "memory-swap",
          "memory-swappiness",
          "oom-kill-disable",
          "oom-score-adj",
          "pids-limit",
          "platform",
          "pull",
          "quiet",
          "read-only",
          "security-opt",
          "shm-size",
          "sig-proxy",
          "tmpfs",
          "ulimit",
          "volume",
          "workdir",
          "detach-keys",
          "stop-signal",
          "group-add",
          "runtime",
          "no-healthcheck",
          "ipc",
          "userns");

  private static final Set<String> MODELLED =
      Set.of(
          "add-host",
          "attach",
          "cap-add",
          "cap-drop",
          "detach",
          "dns",
          "dns-option",
          "dns-opt",
          "dns-search",
          "domainname",
          "entrypoint",
          "env",
          "expose",
          "hostname",
          "interactive",
          "ip",
          "label",
          "link",
          "link-local-ip",
          "mac-address",
          "name",
          "net",
          "net-alias",
          "network",
          "network-alias",
          "privileged",
          "publish",
          "publish-all",
          "restart",
          "rm",
          "stop-timeout",
          "sysctl",
          "tty",
          "help");

  private Unmodelled() {}

  /** Ends {@code docker run} with one line when an option would be missed. */
  static void check(ParsedFlags flags) throws CliException {
    for (String name : flags.values().keySet()) {
      boolean root =
          name.equals("user") && flags.text(name).orElse("").matches("root|0|root:root|0:0");
      if (!MODELLED.contains(name) && !HARMLESS.contains(name) && !root) {
        throw refuse("option --" + name);
      }
    }
  }

  /** One line for something that is real but not here. */
  static CliException refuse(String what) {
    return new CliException("docker: Passerelle does not model " + what + "\n", 2);
  }
}
