package passerelle.files;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Paths as a person names files: in the machine's file system, or in one that stands for it where
 * the program itself cannot reach what is the person's.
 */
public final class OwnPaths {
  private static volatile Supplier<FileSystem> system = FileSystems::getDefault;

  private OwnPaths() {}

  /** Says where they lead: once, before the first of them, by which it is asked for. */
  public static void areIn(Supplier<FileSystem> other) {
    system = other;
  }

  /**
   * A path of that name.
   *
   * @throws InvalidPathException when nothing can be called that
   */
  public static Path of(String first, String... more) {
    return system.get().getPath(first, more);
  }
}
