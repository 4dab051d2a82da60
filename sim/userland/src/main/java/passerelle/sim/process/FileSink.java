package passerelle.sim.process;

import java.util.Optional;
import java.util.function.Predicate;
import passerelle.kernel.Errno;

/** Writes a file, until the disk is full. */
final class FileSink implements Sink {
  private final Predicate<byte[]> file;
  private Optional<FileError> failure = Optional.empty();

  /**
   * A file that is open for writing.
   *
   * @param file takes bytes; false when there is no room for them
   */
  FileSink(Predicate<byte[]> file) {
    this.file = file;
  }

  @Override
  public boolean write(byte[] bytes) {
    failure = file.test(bytes) ? Optional.empty() : Optional.of(new FileError(Errno.ENOSPC));
    return true;
  }

  @Override
  public Optional<FileError> failure() {
    return failure;
  }
}
