package passerelle.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks for files below a directory, which a stranger may have filled. */
public final class FileTree {
  private static final int DEEPEST = 32;

  private FileTree() {}

  /** Whether a path leads to a directory. */
  public static boolean isDirectory(Path path) {
    return Files.isDirectory(path);
  }

  /**
   * The files whose names end in some way, sorted. Links to directories are not followed, and a
   * link to a file only within the directory.
   *
   * @throws FileRefusal when something cannot be looked at, or a link leads elsewhere
   */
  public static List<Path> below(Path directory, String suffix) throws FileRefusal {
    List<Path> found;
    try (Stream<Path> all = Files.walk(directory, DEEPEST)) {
      found =
          all.filter(file -> file.toString().endsWith(suffix) && !Files.isDirectory(file))
              .sorted()
              .toList();
    } catch (IOException | UncheckedIOException e) {
      throw FileRefusal.unreadable(directory.toString(), e);
    }
    for (Path file : found) {
      if (Files.isSymbolicLink(file) && !isWithin(directory, file)) {
        throw new FileRefusal(file.toString(), "link.out");
      }
    }
    return found;
  }

  private static boolean isWithin(Path directory, Path link) throws FileRefusal {
    try {
      return link.toRealPath().startsWith(directory.toRealPath());
    } catch (IOException e) {
      throw FileRefusal.unreadable(link.toString(), e);
    }
  }
}
