package passerelle.kernel;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a process may do beyond its rights on files, in the kernel's order: the ordinal is the
 * number (include/uapi/linux/capability.h).
 */
public enum Capability {
  /** Change file ownership. */
  CHOWN,
  DAC_OVERRIDE,
  DAC_READ_SEARCH,
  FOWNER,
  FSETID,
  /** Signal any process. */
  KILL,
  SETGID,
  SETUID,
  SETPCAP,
  LINUX_IMMUTABLE,
  /** Bind ports below 1024. */
  NET_BIND_SERVICE,
  NET_BROADCAST,
  /** Change interfaces, routes, rules and sysctls. */
  NET_ADMIN,
  /** Open raw and packet sockets. */
  NET_RAW,
  IPC_LOCK,
  IPC_OWNER,
  /** Load kernel modules. */
  SYS_MODULE,
  SYS_RAWIO,
  SYS_CHROOT,
  /** Trace other processes. */
  SYS_PTRACE,
  SYS_PACCT,
  /** Mount, set the host name, enter namespaces. */
  SYS_ADMIN,
  SYS_BOOT,
  SYS_NICE,
  SYS_RESOURCE,
  SYS_TIME,
  SYS_TTY_CONFIG,
  MKNOD,
  LEASE,
  AUDIT_WRITE,
  AUDIT_CONTROL,
  SETFCAP,
  MAC_OVERRIDE,
  MAC_ADMIN,
  SYSLOG,
  WAKE_ALARM,
  BLOCK_SUSPEND,
  AUDIT_READ,
  PERFMON,
  BPF,
  CHECKPOINT_RESTORE;

  /** All of them: root on the machine. */
  public static Set<Capability> all() {
    return EnumSet.allOf(Capability.class);
  }

  /** What Docker leaves a container by default (oci/caps/defaults.go). */
  public static Set<Capability> dockerDefault() {
    return EnumSet.of(
        CHOWN,
        DAC_OVERRIDE,
        FSETID,
        FOWNER,
        MKNOD,
        NET_RAW,
        SETGID,
        SETUID,
        SETFCAP,
        SETPCAP,
        NET_BIND_SERVICE,
        SYS_CHROOT,
        KILL,
        AUDIT_WRITE);
  }
}
