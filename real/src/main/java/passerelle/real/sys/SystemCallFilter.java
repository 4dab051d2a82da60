package passerelle.real.sys;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What programs of a lab may not ask of the kernel, whatever their capabilities: a filter of system
 * calls as Docker has one (seccomp(2), moby profiles/seccomp/default.json). It closes what no
 * namespace confines: keyrings, the kernel's log, BPF programs and performance counters, file
 * handles, asynchronous I/O past this filter, modules, swap, clocks, sockets of other worlds than
 * the network's (AF_VSOCK reaches the hypervisor, AF_BLUETOOTH the radio).
 */
public final class SystemCallFilter {
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;
  private static final int EAFNOSUPPORT = 97;

  /** AF_UNIX, AF_INET, AF_INET6, AF_KEY, AF_NETLINK, AF_PACKET. */
  private static final int[] FAMILIES = {1, 2, 10, 15, 16, 17};

  /**
   * From 424 on, numbers are those of all architectures: io_uring, pidfd_getfd, process_madvise.
   */
  private static final int[] COMMON = {425, 426, 427, 438, 440};

  /** Of x86-64: see {@link #GENERIC}, and iopl, ioperm. */
  private static final int[] X86_64 = {
    248, 249, 250, 103, 321, 298, 323, 304, 300, 246, 320, 175, 313, 176, 167, 168, 169, 164, 227,
    163, 179, 312, 310, 311, 212, 172, 173
  };

  /**
   * Of asm-generic/unistd.h: add_key, request_key, keyctl, syslog, bpf, perf_event_open,
   * userfaultfd, open_by_handle_at, fanotify_init, kexec_load, kexec_file_load, init_module,
   * finit_module, delete_module, swapon, swapoff, reboot, settimeofday, clock_settime, acct,
   * quotactl, kcmp, process_vm_readv, process_vm_writev, lookup_dcookie.
   */
  private static final int[] GENERIC = {
    217, 218, 219, 116, 280, 241, 282, 265, 262, 104, 294, 105, 273, 106, 224, 225, 142, 170, 112,
    89, 60, 272, 270, 271, 18
  };

  /**
   * An architecture.
   *
   * @param audit its constant (linux/audit.h, AUDIT_ARCH_*)
   * @param keyctl the number of keyctl(2)
   */
  private record Architecture(int audit, int[] refused, int socket, int keyctl) {}

  private static final Map<String, Architecture> ARCHITECTURES =
      Map.of(
          "amd64", new Architecture(0xC000_003E, X86_64, 41, 250),
          "aarch64", new Architecture(0xC000_00B7, GENERIC, 198, 219),
          "riscv64", new Architecture(0xC000_00F3, GENERIC, 198, 219));

  /** Where the numbers of x32 begin, an ABI of x86-64 that would go round the filter. */
  private static final int X32 = 0x4000_0000;

  private static final int PR_SET_SECCOMP = 22;
  private static final long SECCOMP_MODE_FILTER = 2;
  private static final int RET_ALLOW = 0x7fff_0000;
  private static final int RET_ERRNO = 0x0005_0000;

  /** Offsets in struct seccomp_data. */
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;

  /** Its low half, on the architectures above, which are all little-endian. */
  private static final int FIRST_ARGUMENT = 16;

  /**
   * linux/bpf_common.h: BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ|BPF_K, the same with JGE, BPF_RET.
   */
  private static final int LOAD = 0x20;

  private static final int EQUAL = 0x15;
  private static final int AT_LEAST = 0x35;
  private static final int RETURN = 0x06;
  private static final int INSTRUCTION = 8;

  private static final long KEYCTL_JOIN_SESSION_KEYRING = 1;

  private final Memory instructions;
  private final Memory header = new Memory(16);

  private SystemCallFilter(byte[] program) {
    instructions = new Memory(program.length);
    instructions.write(0, program, 0, program.length);
    header.setShort(0, (short) (program.length / INSTRUCTION));
    header.setPointer(8, instructions);
  }

  /** The filter for this processor; {@link UnsupportedOperationException} if it is not known. */
  public static SystemCallFilter ofThisProcessor() {
    return new SystemCallFilter(program(here().orElseThrow(UnsupportedOperationException::new)));
  }

  private static Optional<Architecture> here() {
    return Optional.ofNullable(ARCHITECTURES.get(System.getProperty("os.arch")));
  }

  /** Whether the system calls of this processor are known here. */
  public static boolean isKnown() {
    return here().isPresent();
  }

  /** Filters what the calling thread and all processes that it starts ask for, for good. */
  public void apply() throws LastErrorException {
    Libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, Pointer.nativeValue(header), 0, 0);
  }

  /** Leaves the session keyring of whoever is logged in, for an empty one (keyrings(7)). */
  public static void leaveSessionKeyring() {
    try {
      Libc.syscall(
          here().orElseThrow(() -> new LastErrorException(ENOSYS)).keyctl(),
          KEYCTL_JOIN_SESSION_KEYRING,
          0,
          0);
    } catch (LastErrorException kernelWithoutKeys) {
      return;
    }
  }

  /**
   * Each instruction tests one thing and goes on with the next; verdicts follow what they are of.
   */
  private static byte[] program(Architecture here) {
    List<long[]> code = new ArrayList<>();
    code.add(new long[] {LOAD, 0, 0, ARCHITECTURE});
    code.add(new long[] {EQUAL, 1, 0, here.audit()});
    code.add(new long[] {RETURN, 0, 0, RET_ERRNO | ENOSYS});
    code.add(new long[] {LOAD, 0, 0, NUMBER});
    code.add(new long[] {AT_LEAST, 0, 1, X32});
    code.add(new long[] {RETURN, 0, 0, RET_ERRNO | ENOSYS});
    for (int[] numbers : List.of(here.refused(), COMMON)) {
      for (int number : numbers) {
        code.add(new long[] {EQUAL, 0, 1, number});
        code.add(new long[] {RETURN, 0, 0, RET_ERRNO | EPERM});
      }
    }
    code.add(new long[] {EQUAL, 1, 0, here.socket()});
    code.add(new long[] {RETURN, 0, 0, RET_ALLOW});
    code.add(new long[] {LOAD, 0, 0, FIRST_ARGUMENT});
    for (int family : FAMILIES) {
      code.add(new long[] {EQUAL, 0, 1, family});
      code.add(new long[] {RETURN, 0, 0, RET_ALLOW});
    }
    code.add(new long[] {RETURN, 0, 0, RET_ERRNO | EAFNOSUPPORT});
    ByteBuffer bytes =
        ByteBuffer.allocate(code.size() * INSTRUCTION).order(ByteOrder.nativeOrder());
    code.forEach(
        i -> bytes.putShort((short) i[0]).put((byte) i[1]).put((byte) i[2]).putInt((int) i[3]));
    return bytes.array();
  }
}
