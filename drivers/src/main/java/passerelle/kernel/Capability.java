package passerelle.kernel;

import java.util.EnumSet;
import java.util.Set;

/** Capabilities of a process that matter for networks (capabilities(7)). */
public enum Capability {
  /** Change file ownership. */
  CHOWN,
  /** Signal any process. */
  KILL,
  /** Change interfaces, routes, rules and sysctls. */
  NET_ADMIN,
  /** Bind ports below 1024. */
  NET_BIND_SERVICE,
  /** Open raw and packet sockets. */
  NET_RAW,
  /** Mount, set the host name, enter namespaces. */
  SYS_ADMIN,
  /** Load kernel modules. */
  SYS_MODULE,
  /** Trace other processes. */
  SYS_PTRACE;

  /** All of them: root on the machine. */
  public static Set<Capability> all() {
    return EnumSet.allOf(Capability.class);
  }

  /** What Docker leaves a container by default. */
  public static Set<Capability> dockerDefault() {
    return EnumSet.of(CHOWN, KILL, NET_RAW, NET_BIND_SERVICE);
  }
}
