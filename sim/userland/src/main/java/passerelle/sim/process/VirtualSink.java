package passerelle.sim.process;

import java.util.Optional;

/** Writes a provided file: every {@code write(2)} is a whole new value, which may be refused. */
final class VirtualSink implements Sink {
  private final MountTree files;
  private final String path;
  private Optional<FileError> failure = Optional.empty();

  VirtualSink(MountTree files, String path) {
    this.files = files;
    this.path = path;
  }

  @Override
  public boolean write(byte[] bytes) {
    try {
      files.write(path, bytes);
      failure = Optional.empty();
    } catch (FileError refused) {
      failure = Optional.of(refused);
    }
    return true;
  }

  @Override
  public Optional<FileError> failure() {
    return failure;
  }
}
