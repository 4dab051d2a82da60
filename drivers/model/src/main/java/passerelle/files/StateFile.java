package passerelle.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A file of Passerelle's own that lasts from one run to the next (XDG Base Directory
 * Specification), and that nobody else may read. That it is missing, damaged or cannot be kept is
 * no error.
 */
public final class StateFile implements Kept {
  private static final int MOST_OCTETS = 1 << 20;

  private final Path file;

  public StateFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public Optional<String> read() {
    try {
      return Optional.of(Utf8.decode(file.toString(), RegularFile.read(file, MOST_OCTETS)));
    } catch (FileRefusal unreadable) {
      return Optional.empty();
    }
  }

  /** Makes it, still empty; false when it cannot be kept, or is something else than a file. */
  public boolean isUsable() {
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
      boolean usable = Files.isRegularFile(file);
      if (usable && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setAttribute(file, "posix:permissions", PosixFilePermissions.fromString("rw-------"));
      }
      return usable;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean write(String text) {
    try {
      if (isUsable()) {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        return true;
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
