package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Libc;
import passerelle.real.sys.SystemCall;

/** File descriptors of the JVM. */
final class Descriptors {
  private static final int EIO = 5;
  private static final int EAGAIN = 11;

  /** Children get descriptors from 0 on; their sources are kept out of the way of those. */
  private static final long ABOVE = 64;

  private Descriptors() {}

  /** A pipe whose ends are closed in children. */
  record PipeEnds(int reading, int writing) {}

  static PipeEnds pipe() throws KernelException {
    int[] ends = new int[2];
    SystemCall.check(() -> Calls.pipe2(ends, Libc.O_CLOEXEC));
    return new PipeEnds(above(ends[0]), above(ends[1]));
  }

  /** The same open file by a descriptor that is no standard one. */
  static int above(int fd) throws KernelException {
    int higher = SystemCall.check(() -> Calls.fcntl(fd, Calls.F_DUPFD_CLOEXEC, ABOVE));
    close(fd);
    return higher;
  }

  static void nonBlocking(int fd) throws KernelException {
    SystemCall.check(() -> Calls.fcntl(fd, Calls.F_SETFL, Calls.O_NONBLOCK));
  }

  /**
   * Bytes read; 0 at the end, which a terminal tells by an error (EIO); -1 for none yet. A terminal
   * may tell its end before the last bytes, when those come and it closes between the two looks
   * that drivers/tty/n_tty.c:n_tty_read takes; whoever asks again gets them.
   */
  static int read(int fd, byte[] buffer) {
    int count = tryRead(fd, buffer);
    if (count == -EIO) {
      count = tryRead(fd, buffer);
    }
    return count == -EAGAIN ? -1 : Math.max(0, count);
  }

  /** Bytes read, or the error's number below zero. */
  private static int tryRead(int fd, byte[] buffer) {
    try {
      return (int) Libc.read(fd, buffer, buffer.length);
    } catch (LastErrorException e) {
      return -e.getErrorCode();
    }
  }

  /** Bytes written; -1 when there is no room now. */
  static int write(int fd, byte[] bytes) throws LastErrorException {
    try {
      return (int) Libc.write(fd, bytes, bytes.length);
    } catch (LastErrorException e) {
      if (e.getErrorCode() == EAGAIN) {
        return -1;
      }
      throw e;
    }
  }

  static void close(int fd) {
    try {
      Libc.close(fd);
    } catch (LastErrorException e) {
      throw new IllegalStateException("descriptor " + fd + ": " + e.getMessage(), e);
    }
  }

  /** What a descriptor stands for, such as {@code mnt:[4026531841]}. */
  static String target(int fd) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
    } catch (IOException e) {
      throw new IllegalStateException("/proc cannot be read: " + e.getMessage(), e);
    }
  }
}
