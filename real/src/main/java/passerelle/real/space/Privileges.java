package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import passerelle.kernel.Capability;
import passerelle.real.sys.SystemCallFilter;

/**
 * Capabilities as the kernel numbers them (linux/capability.h). Root's programs get what is left in
 * the bounding set (capabilities(7)), so that is what a space cuts.
 */
final class Privileges {
  private static final int LAST = 40;
  private static final int EINVAL = 22;

  /** Made before any thread has left the directories that classes are in. */
  private static final SystemCallFilter FILTER = SystemCallFilter.ofThisProcessor();

  private static final Map<Capability, Integer> NUMBERS =
      new EnumMap<>(
          Map.of(
              Capability.CHOWN, 0,
              Capability.KILL, 5,
              Capability.NET_BIND_SERVICE, 10,
              Capability.NET_ADMIN, 12,
              Capability.NET_RAW, 13,
              Capability.SYS_PTRACE, 19,
              Capability.SYS_ADMIN, 21));

  /**
   * The rest of Docker's default set, which the model has no names for, MKNOD aside: DAC_OVERRIDE,
   * FOWNER, FSETID, SETGID, SETUID, SETPCAP, SYS_CHROOT, AUDIT_WRITE, SETFCAP. They go with CHOWN.
   */
  private static final List<Integer> COMPANIONS = List.of(1, 3, 4, 6, 7, 8, 18, 29, 31);

  /**
   * What no space has, not even a machine of the lab. SYS_PTRACE and DAC_READ_SEARCH lead to this
   * JVM and its files (ptrace(2), PTRACE_MODE_READ_FSCREDS; open_by_handle_at(2)), SYS_RESOURCE to
   * the enclosure's limits (namespaces(7), /proc/sys/user). The others reach past all namespaces,
   * where there is no user namespace: LINUX_IMMUTABLE, SYS_MODULE, SYS_RAWIO, SYS_PACCT, SYS_BOOT,
   * SYS_TIME, MKNOD, AUDIT_CONTROL, MAC_OVERRIDE, MAC_ADMIN, SYSLOG, WAKE_ALARM, BLOCK_SUSPEND,
   * AUDIT_READ, PERFMON, BPF, CHECKPOINT_RESTORE.
   */
  private static final Set<Integer> NEVER =
      Set.of(2, 9, 16, 17, 19, 20, 22, 24, 25, 27, 30, 32, 33, 34, 35, 36, 37, 38, 39, 40);

  private final List<Integer> dropped;

  Privileges(Set<Capability> capabilities) {
    Set<Integer> kept = new TreeSet<>();
    capabilities.forEach(
        c -> kept.addAll(NUMBERS.containsKey(c) ? List.of(NUMBERS.get(c)) : List.of()));
    if (capabilities.contains(Capability.CHOWN)) {
      kept.addAll(COMPANIONS);
    }
    boolean all = capabilities.containsAll(Capability.all());
    dropped = new ArrayList<>();
    for (int number = 0; number <= LAST; number++) {
      if (all ? NEVER.contains(number) : !kept.contains(number)) {
        dropped.add(number);
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
