package passerelle.cli.real;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.real.sys.Libc;

/**
 * A script's standard streams, shared with it as {@code dup(2)} shares them (pidfd_getfd(2)): what
 * is written here moves the script's own place in a file, too.
 */
final class ScriptFiles implements AutoCloseable {
  /** Where the script keeps its standard input; the two others follow. */
  private static final int FIRST = 7;

  static final int INPUT = 0;
  static final int OUTPUT = 1;
  static final int ERRORS = 2;

  /** Numbers that all architectures share (asm-generic/unistd.h). */
  private static final long SYS_PIDFD_OPEN = 434;

  private static final long SYS_PIDFD_GETFD = 438;

  private static final long TCGETS = 0x5401;
  private static final long TCSETS = 0x5402;
  private static final long TIOCGWINSZ = 0x5413;
  private static final int TERMIOS = 60;
  private static final short POLLIN = 1;
  private static final short POLLOUT = 4;
  private static final int NONE = -1;
  private static final int ESRCH = 3;

  /** More than this of an environment is not looked at, in octets. */
  private static final int MOST_ENVIRONMENT = 1 << 16;

  private final int pid;
  private final int process;
  private final int[] files = {NONE, NONE, NONE};

  /**
   * Of a running script; fails when it has ended. Whoever can ask can name any process: the files
   * of this one, or of another that is no program of a lab, are nobody's to read or write.
   */
  ScriptFiles(int pid) throws LastErrorException {
    this.pid = pid;
    process = (int) Libc.syscall(SYS_PIDFD_OPEN, pid, 0, 0);
    if (filters(String.valueOf(pid)) <= filters("self")) {
      close();
      throw new LastErrorException(ESRCH);
    }
    for (int i = 0; i < files.length; i++) {
      files[i] = get(FIRST + i);
    }
  }

  /** How many filters of system calls a process has: programs of a lab have one more than we. */
  private static int filters(String pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", pid, "status"))) {
      return lines
          .filter(line -> line.startsWith("Seccomp_filters:"))
          .map(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException ended) {
      return 0;
    }
  }

  /** The directory that the script runs in, a path on its machine; the root once it has ended. */
  String directory() {
    try {
      return Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "cwd")).toString();
    } catch (IOException ended) {
      return "/";
    }
  }

  /** The environment that the script was started with. */
  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    try (InputStream environment =
        Files.newInputStream(Path.of("/proc", String.valueOf(pid), "environ"))) {
      byte[] bytes = environment.readNBytes(MOST_ENVIRONMENT);
      for (String variable : new String(bytes, StandardCharsets.UTF_8).split("\0")) {
        int equals = variable.indexOf('=');
        if (equals > 0) {
          variables.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
        }
      }
    } catch (IOException ended) {
      return Map.of();
    }
    return variables;
  }

  private int get(int fd) {
    try {
      return (int) Libc.syscall(SYS_PIDFD_GETFD, process, fd, 0);
    } catch (LastErrorException closed) {
      return NONE;
    }
  }

  /** Whether the script has ended. */
  boolean isEnded() {
    return poll(process, POLLIN, 0);
  }

  /** Whether a file is ready for reading, or at its end; waits so many milliseconds for that. */
  boolean isReadable(int file, int patience) {
    return poll(files[file], POLLIN, patience);
  }

  private static boolean poll(int fd, short events, int patience) {
    ByteBuffer wanted = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    wanted.putInt(fd).putShort(events);
    try {
      return Libc.poll(wanted.array(), 1, patience) > 0;
    } catch (LastErrorException interrupted) {
      return false;
    }
  }

  /** What can be read now; nothing at the end, and from a file that is closed. */
  byte[] read(int file, int most) {
    byte[] buffer = new byte[most];
    try {
      return Arrays.copyOf(buffer, (int) Libc.read(files[file], buffer, most));
    } catch (LastErrorException end) {
      return new byte[0];
    }
  }

  /**
   * Writes some bytes, if there is room for them within so many milliseconds.
   *
   * @return how many have been written
   * @throws LastErrorException when nobody will ever read them
   */
  int write(int file, byte[] bytes, int patience) throws LastErrorException {
    if (files[file] == NONE) {
      return bytes.length;
    }
    // Never more than what a pipe that is ready has room for, so that it does not block.
    int count = Math.min(bytes.length, 4096);
    return poll(files[file], POLLOUT, patience) ? (int) Libc.write(files[file], bytes, count) : 0;
  }

  boolean isTerminal(int file) {
    return modes(file).isPresent();
  }

  /** The modes of a terminal (termios(3)); empty when it is none. */
  Optional<byte[]> modes(int file) {
    byte[] modes = new byte[TERMIOS];
    return control(file, TCGETS, modes) ? Optional.of(modes) : Optional.empty();
  }

  void setModes(int file, byte[] modes) {
    control(file, TCSETS, modes.clone());
  }

  /** Columns of a terminal; 0 of what is none. */
  int columns(int file) {
    ByteBuffer size = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    return control(file, TIOCGWINSZ, size.array()) ? size.getShort(2) : 0;
  }

  private boolean control(int file, long request, byte[] argument) {
    try {
      Libc.ioctl(files[file], request, argument);
      return true;
    } catch (LastErrorException none) {
      return false;
    }
  }

  @Override
  public void close() {
    Arrays.stream(files).filter(fd -> fd != NONE).forEach(Libc::close);
    Libc.close(process);
  }
}
