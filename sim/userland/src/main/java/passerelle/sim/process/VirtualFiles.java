package passerelle.sim.process;

import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.sim.netns.Netns;

/**
 * Files that are made up when read, such as {@code /proc/sys/net}. Paths are relative to where it
 * is mounted, without a slash at either end; the root is the empty path.
 */
public interface VirtualFiles {
  /** The names in a directory, in the order that {@code ls} sorts; empty if it is none. */
  Optional<List<String>> list(String path);

  /**
   * The contents of a file; empty if there is no such file.
   *
   * @throws FileError if it cannot be read
   */
  Optional<byte[]> read(String path) throws FileError;

  /** Whether a path is a file, neither a directory nor a link. */
  default boolean isFile(String path) {
    int slash = path.lastIndexOf('/');
    String parent = slash < 0 ? "" : path.substring(0, slash);
    return list(path).isEmpty()
        && readLink(path, Optional.empty()).isEmpty()
        && list(parent).orElse(List.of()).contains(path.substring(slash + 1));
  }

  /** The same for who reads: a process that lists its own descriptors has one more. */
  default Optional<List<String>> list(String path, Optional<Process> reader) {
    return list(path);
  }

  /** The same for who reads: he is running. */
  default Optional<byte[]> read(String path, Optional<Process> reader) throws FileError {
    return read(path);
  }

  /**
   * Where a symbolic link leads; empty if there is no such link.
   *
   * @param reader whose {@code /proc/self} it is
   */
  default Optional<String> readLink(String path, Optional<Process> reader) {
    return Optional.empty();
  }

  /** The namespace that a file stands for, as those of {@code /proc/PID/ns} do. */
  default Optional<Netns> namespace(String path) {
    return Optional.empty();
  }

  /**
   * Whether a file that exists may be opened for writing, whatever is written then.
   *
   * @throws FileError EROFS where it is mounted read-only
   */
  default void checkWritable(String path) throws FileError {
    // What a file refuses by itself, it refuses when it is written.
  }

  /**
   * Writes a file that exists.
   *
   * @throws FileError if the file or the value is refused
   */
  default void write(String path, byte[] contents) throws FileError {
    throw new FileError(Errno.EACCES);
  }
}
