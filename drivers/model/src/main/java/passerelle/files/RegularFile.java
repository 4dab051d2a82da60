package passerelle.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads and replaces regular files whole: no device, no pipe, and nothing without end. */
public final class RegularFile {
  private RegularFile() {}

  /** A path as it was typed. */
  static Path path(String name) throws FileRefusal {
    try {
      return OwnPaths.of(name);
    } catch (InvalidPathException e) {
      throw new FileRefusal(name, "invalid");
    }
  }

  /**
   * What a file holds, links followed. No more is read than the file says to have: what the kernel
   * makes up while it is read (proc(5)) counts as empty.
   *
   * @param most octets it may have
   */
  public static byte[] read(Path file, int most) throws FileRefusal {
    String name = file.toString();
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new FileRefusal(name, "directory");
      }
      if (!attributes.isRegularFile()) {
        throw new FileRefusal(name, "irregular");
      }
      if (attributes.size() > most) {
        throw new FileRefusal(name, "large", Size.of(most));
      }
      if (attributes.size() == 0) {
        return new byte[0];
      }
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes((int) attributes.size());
      }
    } catch (IOException e) {
      throw FileRefusal.unreadable(name, e);
    }
  }

  /**
   * Puts a content in the place of a file's at once: a reader sees the old or the new, and a
   * failure leaves the old. Permissions stay; of a link, what it leads to is replaced.
   */
  public static void replace(Path file, byte[] content) throws FileRefusal {
    try {
      Path target = file.toRealPath();
      Path temporary =
          Files.createTempFile(target.getParent(), target.getFileName().toString(), ".new");
      try {
        Files.copy(
            target,
            temporary,
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
        Files.write(temporary, content);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw FileRefusal.unwritable(file.toString(), e);
    }
  }
}
