package passerelle.real.space;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The C library's functions for roots and processes, by direct mapping. */
final class Calls {
  static final int CLONE_FS = 0x200;
  static final int CLONE_NEWUTS = 0x0400_0000;
  static final int CLONE_NEWPID = 0x2000_0000;

  static final int O_NONBLOCK = 0x800;
  static final int O_PATH = 0x20_0000;

  static final int F_DUPFD_CLOEXEC = 1030;
  static final int F_SETFL = 4;

  static final int PR_CAPBSET_DROP = 24;

  /** Numbers that all architectures share (asm-generic/unistd.h). */
  static final long SYS_PIDFD_SEND_SIGNAL = 424;

  static final long SYS_PIDFD_OPEN = 434;
  static final long SYS_OPENAT2 = 437;

  static {
    Native.register(Calls.class, "c");
  }

  private Calls() {}

  static native int pipe2(int[] descriptors, int flags) throws LastErrorException;

  static native int fcntl(int fd, int command, long argument) throws LastErrorException;

  static native int chdir(String path) throws LastErrorException;

  static native int chroot(String path) throws LastErrorException;

  static native int pivot_root(String newRoot, String putOld) throws LastErrorException;

  static native int sethostname(String name, long length) throws LastErrorException;

  /** ioctl(2) with a number for its argument. */
  static native int ioctl(int fd, long request, long argument) throws LastErrorException;

  static native int creat(String path, int mode) throws LastErrorException;

  static native int unlink(String path) throws LastErrorException;

  static native int mkfifo(String path, int mode) throws LastErrorException;

  static native int umask(int mask);

  static native int prctl(int option, long argument, long zero, long none, long nothing)
      throws LastErrorException;

  static native long syscall(long number, long first, long second, long third, long fourth)
      throws LastErrorException;

  /** For openat2(2): -1 where nothing can be opened, which is no reason for an exception. */
  static native long syscall(long number, int directory, String path, Pointer how, long size);

  static native int waitpid(int pid, int[] status, int options) throws LastErrorException;

  /** Returns an error number rather than -1, like all functions of its family. */
  static native int posix_spawn(
      int[] pid, String path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

  static native int posix_spawn_file_actions_init(Pointer actions);

  static native int posix_spawn_file_actions_destroy(Pointer actions);

  static native int posix_spawn_file_actions_addopen(
      Pointer actions, int fd, String path, int flags, int mode);

  static native int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

  static native int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

  static native int posix_spawnattr_init(Pointer attributes);

  static native int posix_spawnattr_destroy(Pointer attributes);

  static native int posix_spawnattr_setflags(Pointer attributes, short flags);

  static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer signals);

  static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer signals);

  static native int sigemptyset(Pointer signals);

  static native int sigfillset(Pointer signals);
}
