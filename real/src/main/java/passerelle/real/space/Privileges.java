package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import passerelle.kernel.Capability;
import passerelle.real.sys.SystemCallFilter;

/**
 * Capabilities as the kernel numbers them (linux/capability.h). Root's programs get what is left in
 * the bounding set (capabilities(7)), so that is what a space cuts.
 */
final class Privileges {
  private static final int EINVAL = 22;

  /** Made before any thread has left the directories that classes are in. */
  private static final SystemCallFilter FILTER = SystemCallFilter.ofThisProcessor();

  /**
   * What no space has, not even a machine of the lab. SYS_PTRACE and DAC_READ_SEARCH lead to this
   * JVM and its files (ptrace(2), PTRACE_MODE_READ_FSCREDS; open_by_handle_at(2)), SYS_RESOURCE to
   * the enclosure's limits (namespaces(7), /proc/sys/user). The others reach past all namespaces,
   * where there is no user namespace: LINUX_IMMUTABLE, SYS_MODULE, SYS_RAWIO, SYS_PACCT, SYS_BOOT,
   * SYS_TIME, MKNOD, AUDIT_CONTROL, MAC_OVERRIDE, MAC_ADMIN, SYSLOG, WAKE_ALARM, BLOCK_SUSPEND,
   * AUDIT_READ, PERFMON, BPF, CHECKPOINT_RESTORE.
   */
  private static final Set<Capability> NEVER =
      EnumSet.of(
          Capability.DAC_READ_SEARCH,
          Capability.LINUX_IMMUTABLE,
          Capability.SYS_MODULE,
          Capability.SYS_RAWIO,
          Capability.SYS_PTRACE,
          Capability.SYS_PACCT,
          Capability.SYS_BOOT,
          Capability.SYS_RESOURCE,
          Capability.SYS_TIME,
          Capability.MKNOD,
          Capability.AUDIT_CONTROL,
          Capability.MAC_OVERRIDE,
          Capability.MAC_ADMIN,
          Capability.SYSLOG,
          Capability.WAKE_ALARM,
          Capability.BLOCK_SUSPEND,
          Capability.AUDIT_READ,
          Capability.PERFMON,
          Capability.BPF,
          Capability.CHECKPOINT_RESTORE);

  private final List<Integer> dropped;

  Privileges(Set<Capability> capabilities) {
    dropped = new ArrayList<>();
    for (Capability capability : Capability.values()) {
      if (NEVER.contains(capability) || !capabilities.contains(capability)) {
        dropped.add(capability.ordinal());
      }
    }
  }

  /** Cuts the calling thread's bounding set, and what it may ask the kernel for, for good. */
  void apply() throws LastErrorException {
    for (int number : dropped) {
      try {
        Calls.prctl(Calls.PR_CAPBSET_DROP, number, 0, 0, 0);
      } catch (LastErrorException e) {
        if (e.getErrorCode() != EINVAL) { // An older kernel has fewer.
          throw e;
        }
      }
    }
    FILTER.apply();
  }
}
