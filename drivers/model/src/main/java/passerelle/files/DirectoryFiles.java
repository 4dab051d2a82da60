package passerelle.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * What a stranger's data writes below a directory that the person named: names are portable, links
 * are never followed, and a file that was there before stays as it is.
 */
final class DirectoryFiles implements MachineFiles {
  private final Path root;
  private final List<String> below;
  private final boolean force;
  private final Set<Path> earlier;
  private final Ledger ledger = new Ledger();

  /**
   * Files of one lab.
   *
   * @param root the directory; made when it is first needed
   * @param below directories under it in which the names begin
   * @param force whether the person lets files be replaced that were there before
   * @param earlier files that labs of this run of the program have made: they may be replaced, and
   *     those that this lab makes are added
   */
  DirectoryFiles(Path root, List<String> below, boolean force, Set<Path> earlier) {
    this.root = root;
    this.below = below;
    this.force = force;
    this.earlier = earlier;
  }

  @Override
  public NewFile create(String typed, boolean replace) throws FileRefusal {
    PortableName name = PortableName.of(typed);
    boolean mine = ledger.claim(typed, name, replace);
    try {
      Path file = place(typed, name);
      make(typed, file, mine || force || earlier.contains(file));
      earlier.add(file);
    } catch (FileRefusal refused) {
      if (!mine) {
        ledger.forget(name);
      }
      throw refused;
    }
    return content -> write(typed, name, content);
  }

  private void write(String typed, PortableName name, byte[] content) throws FileRefusal {
    ledger.fill(typed, name, content.length);
    Path file = place(typed, name);
    make(typed, file, true);
    RegularFile.replace(file, content);
  }

  /** Where a name leads, its directories made: below the root, whatever is there. */
  private Path place(String typed, PortableName name) throws FileRefusal {
    List<String> parts = name.parts();
    try {
      Files.createDirectories(root);
      Path at = root.toRealPath();
      for (String part : below) {
        at = descend(typed, at, part);
      }
      for (String part : parts.subList(0, parts.size() - 1)) {
        at = descend(typed, at, part);
      }
      if (!at.toRealPath().equals(at)) {
        throw new FileRefusal(typed, "link", at);
      }
      return at.resolve(parts.get(parts.size() - 1));
    } catch (InvalidPathException e) {
      throw new FileRefusal(typed, "invalid");
    } catch (IOException e) {
      throw FileRefusal.unwritable(typed, e);
    }
  }

  private static Path descend(String typed, Path directory, String part)
      throws IOException, FileRefusal {
    Path next = directory.resolve(part);
    if (!Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.createDirectory(next);
      } catch (FileAlreadyExistsException linkOrFile) {
        throw new FileRefusal(typed, "link", next);
      }
    }
    return next;
  }

  /** Makes an empty file; one that is there may be left only if it may be replaced. */
  private static void make(String typed, Path file, boolean replaceable) throws FileRefusal {
    try {
      Files.newByteChannel(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS)
          .close();
    } catch (FileAlreadyExistsException there) {
      if (!replaceable) {
        throw new FileRefusal(typed, "exists.before");
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileRefusal(typed, "link", file);
      }
    } catch (IOException e) {
      throw FileRefusal.unwritable(typed, e);
    }
  }
}
