package passerelle.files;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What stands beside a stranger's file, or in a directory there: to be read, no more. */
public final class BesideFiles implements MachineFiles {
  private final Path directory;

  /** The neighbours of a file. */
  public BesideFiles(Path file) {
    Path parent = file.getParent();
    directory = parent == null ? file.getFileSystem().getPath("") : parent;
  }

  @Override
  public NewFile create(String name, boolean replace) throws FileRefusal {
    throw new FileRefusal(name, "none");
  }

  @Override
  public byte[] read(String name, int most) throws FileRefusal {
    PortableName checked;
    try {
      checked = PortableName.of(name);
    } catch (FileRefusal leadsElsewhere) {
      throw new FileRefusal(name, "beside");
    }
    try {
      Path found = directory.resolve(String.join("/", checked.parts())).toRealPath();
      if (!found.startsWith(directory.toRealPath())) {
        throw new FileRefusal(name, "beside");
      }
      return RegularFile.read(found, most);
    } catch (InvalidPathException e) {
      throw new FileRefusal(name, "invalid");
    } catch (IOException e) {
      throw FileRefusal.unreadable(name, e);
    }
  }
}
