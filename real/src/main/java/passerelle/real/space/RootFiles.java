package passerelle.real.space;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Libc;

/**
 * Files below a root directory that its processes may have changed: no symbolic link, however it
 * was made, leads out of it (openat2(2), RESOLVE_IN_ROOT).
 */
record RootFiles(int root) {
  /** struct open_how: flags, mode, resolve. */
  private static final int HOW = 24;

  private static final long RESOLVE_IN_ROOT = 0x10;
  private static final Set<PosixFilePermission> EXECUTE =
      Set.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  /**
   * Opens a path as a process of this root would.
   *
   * @throws LastErrorException with open(2)'s error number
   */
  int open(String path, int flags) throws LastErrorException {
    int fd = find(path, flags);
    if (fd < 0) {
      throw new LastErrorException(Native.getLastError());
    }
    return fd;
  }

  /** The same; negative where nothing can be opened. */
  private int find(String path, int flags) {
    try (Memory how = new Memory(HOW)) {
      how.setLong(0, flags | Libc.O_CLOEXEC);
      how.setLong(8, 0);
      how.setLong(16, RESOLVE_IN_ROOT);
      return (int) Calls.syscall(Calls.SYS_OPENAT2, root, path, how, HOW);
    }
  }

  /** The text of a regular file. */
  Optional<String> read(String path) {
    return at(path, seen -> Files.isRegularFile(seen) ? Optional.of(text(seen)) : Optional.empty());
  }

  /** What a regular file holds, or the first {@code most} octets of it. */
  Optional<byte[]> bytes(String path, int most) {
    return at(
        path, seen -> Files.isRegularFile(seen) ? Optional.of(head(seen, most)) : Optional.empty());
  }

  private static byte[] head(Path path, int most) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(most);
    }
  }

  /** What is in a directory, in order; directories end with a slash. */
  Optional<List<String>> list(String path) {
    return at(path, seen -> Files.isDirectory(seen) ? Optional.of(names(seen)) : Optional.empty());
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> inside = Files.list(directory)) {
      return inside
          .map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
          .sorted()
          .toList();
    }
  }

  /** A regular file that some bit allows to be executed. */
  boolean isProgram(String path) {
    return at(
            path,
            seen ->
                Files.isRegularFile(seen)
                        && Files.getPosixFilePermissions(seen).stream().anyMatch(EXECUTE::contains)
                    ? Optional.of(seen)
                    : Optional.empty())
        .isPresent();
  }

  boolean exists(String path) {
    return at(path, Optional::of).isPresent();
  }

  boolean isDirectory(String path) {
    return at(path, seen -> Optional.of(Files.isDirectory(seen))).orElse(false);
  }

  /** What is asked of an open path. */
  private interface Question<T> {
    Optional<T> ask(Path seen) throws IOException;
  }

  private <T> Optional<T> at(String path, Question<T> question) {
    int fd = find(path, Calls.O_PATH);
    if (fd < 0) {
      return Optional.empty();
    }
    try {
      return question.ask(magic(fd));
    } catch (IOException unreadable) {
      return Optional.empty();
    } finally {
      Descriptors.close(fd);
    }
  }

  private static String text(Path path) throws IOException {
    return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
  }

  /** The kernel's own name for an open file, which no change of directories can mislead. */
  private static Path magic(int fd) {
    return Path.of("/proc/self/fd/" + fd);
  }

  /**
   * Puts a file in the place of what is there, a symbolic link included, and makes the directories
   * above it.
   */
  void write(String path, byte[] content, Set<PosixFilePermission> mode) throws IOException {
    int slash = path.lastIndexOf('/');
    int parent = directory(path.substring(0, Math.max(0, slash)));
    try {
      Path written = magic(parent).resolve(".passerelle-new");
      Files.deleteIfExists(written);
      Files.write(written, content);
      Files.setPosixFilePermissions(written, mode);
      Files.move(
          written,
          magic(parent).resolve(path.substring(slash + 1)),
          StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Descriptors.close(parent);
    }
  }

  /** Makes a directory, and those above it, where they are missing. */
  void makeDirectory(String path) throws KernelException {
    try {
      Descriptors.close(directory(path));
    } catch (IOException refused) {
      throw new KernelException(Errno.EINVAL, refused.getMessage());
    }
  }

  private int directory(String path) throws IOException {
    try {
      return open(path.isEmpty() ? "/" : path, Calls.O_PATH);
    } catch (LastErrorException missing) {
      int slash = path.lastIndexOf('/');
      if (slash < 0) {
        throw new IOException(path + ": " + missing.getMessage(), missing);
      }
      int parent = directory(path.substring(0, slash));
      try {
        Files.createDirectory(magic(parent).resolve(path.substring(slash + 1)));
        return open(path, Calls.O_PATH);
      } catch (LastErrorException again) {
        throw new IOException(path + ": " + again.getMessage(), again);
      } finally {
        Descriptors.close(parent);
      }
    }
  }
}
