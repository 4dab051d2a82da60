package passerelle.real.sys;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * The C library's functions that the real kernel is driven with, by direct mapping. Each throws
 * {@link LastErrorException} with errno where the function returns -1; {@link SystemCall} turns
 * that into a {@link passerelle.kernel.KernelException}.
 */
public final class Libc {
  /** sched.h: a new mount namespace. */
  public static final int CLONE_NEWNS = 0x0002_0000;

  /** sched.h: a new network namespace. */
  public static final int CLONE_NEWNET = 0x4000_0000;

  public static final int O_RDONLY = 0;
  public static final int O_RDWR = 2;
  public static final int O_NOCTTY = 0x100;
  public static final int O_CLOEXEC = 0x80000;

  public static final int AF_INET = 2;
  public static final int AF_NETLINK = 16;
  public static final int AF_PACKET = 17;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_RAW = 3;
  public static final int SOCK_CLOEXEC = 0x80000;

  static {
    Native.register(Libc.class, "c");
  }

  private Libc() {}

  public static native int open(String path, int flags) throws LastErrorException;

  public static native int close(int fd) throws LastErrorException;

  public static native long read(int fd, byte[] buffer, long size) throws LastErrorException;

  public static native long write(int fd, byte[] buffer, long size) throws LastErrorException;

  public static native int unshare(int flags) throws LastErrorException;

  /** Puts the calling thread into a namespace (setns(2)). */
  public static native int setns(int fd, int type) throws LastErrorException;

  public static native int socket(int family, int type, int protocol) throws LastErrorException;

  public static native int bind(int fd, byte[] address, int length) throws LastErrorException;

  public static native int setsockopt(int fd, int level, int name, byte[] value, int length)
      throws LastErrorException;

  public static native long send(int fd, byte[] buffer, long size, int flags)
      throws LastErrorException;

  public static native long sendto(
      int fd, byte[] buffer, long size, int flags, byte[] address, int length)
      throws LastErrorException;

  public static native long recv(int fd, byte[] buffer, long size, int flags)
      throws LastErrorException;

  public static native long recv(int fd, Pointer buffer, long size, int flags)
      throws LastErrorException;

  public static native int poll(byte[] pollfds, long count, int timeoutMillis)
      throws LastErrorException;

  public static native int ioctl(int fd, long request, byte[] argument) throws LastErrorException;

  public static native int mount(String source, String target, String type, long flags, String data)
      throws LastErrorException;

  public static native int umount2(String target, int flags) throws LastErrorException;

  public static native int mkfifo(String path, int mode) throws LastErrorException;

  /** A system call without a function of its own in older C libraries (syscall(2)). */
  public static native long syscall(long number, long first, long second, long third)
      throws LastErrorException;

  public static native int kill(int pid, int signal) throws LastErrorException;

  public static native int getpid();

  public static native int gettid();

  public static native int geteuid();

  /** Starts a process; returns an error number rather than -1 (posix_spawn(3)). */
  public static native int posix_spawn(
      int[] pid, String path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

  public static native int waitpid(int pid, int[] status, int options) throws LastErrorException;

  public static native int prctl(int option, long first, long second, long third, long fourth)
      throws LastErrorException;

  /** What becomes of a signal from now on (signal(2)): null is SIG_DFL, 1 is SIG_IGN. */
  public static native Pointer signal(int number, Pointer handler) throws LastErrorException;

  /** Replaces this process (execve(2)); both arrays end with null. Returns only by an exception. */
  public static native int execve(String path, Pointer argv, Pointer environment)
      throws LastErrorException;
}
