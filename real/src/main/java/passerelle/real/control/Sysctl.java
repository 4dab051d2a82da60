package passerelle.real.control;

import java.nio.charset.StandardCharsets;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Libc;
import passerelle.real.sys.SystemCall;

/**
 * The settings of a namespace under {@code /proc/sys/net}: which namespace's they are is decided by
 * the thread that opens the file (fs/proc/proc_sysctl.c, {@code net_ctl_header_lookup}). Settings
 * outside {@code net} are the whole machine's, and do not exist here.
 */
final class Sysctl {
  private static final String ROOT = "/proc/sys/";
  private static final int O_WRONLY = 1;
  private static final int LONGEST = 4096;

  private Sysctl() {}

  /** Reads a setting; ENOENT when there is none of that name. */
  static String read(Place place, String key) throws KernelException {
    return place.visit(() -> readHere(key));
  }

  /** Writes a setting; ENOENT, EINVAL or EACCES as {@code open(2)} and {@code write(2)} say. */
  static void write(Place place, String key, String value) throws KernelException {
    place.visit(() -> writeHere(key, value));
  }

  /** As {@link #read}, on a thread that is in the namespace already. */
  static String readHere(String key) throws KernelException {
    int fd = open(key, Libc.O_RDONLY);
    try {
      byte[] text = new byte[LONGEST];
      long length = SystemCall.check(() -> Libc.read(fd, text, text.length));
      return new String(text, 0, (int) length, StandardCharsets.US_ASCII).strip();
    } finally {
      Libc.close(fd);
    }
  }

  /** As {@link #write}, on a thread that is in the namespace already. */
  static long writeHere(String key, String value) throws KernelException {
    int fd = open(key, O_WRONLY);
    try {
      byte[] text = (value + "\n").getBytes(StandardCharsets.UTF_8);
      return SystemCall.check(() -> Libc.write(fd, text, text.length));
    } finally {
      Libc.close(fd);
    }
  }

  private static int open(String key, int flags) throws KernelException {
    String path = path(key);
    return SystemCall.check(() -> Libc.open(ROOT + path, flags | Libc.O_CLOEXEC));
  }

  /** As sysctl(8) reads keys: dots separate, and a slash stands for a dot within a name. */
  private static String path(String key) throws KernelException {
    StringBuilder path = new StringBuilder();
    for (char c : key.toCharArray()) {
      path.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    String text = path.toString();
    if (!text.startsWith("net/") || text.contains("/../") || text.indexOf('\0') >= 0) {
      throw new KernelException(Errno.ENOENT);
    }
    return text;
  }
}
