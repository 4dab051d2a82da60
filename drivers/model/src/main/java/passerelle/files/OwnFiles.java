package passerelle.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files by the person's own hand, from a terminal's keyboard or {@code -c}: all that the person may
 * read and write, but nothing that is there is replaced unasked.
 */
public final class OwnFiles implements MachineFiles {
  @Override
  public NewFile create(String name, boolean replace) throws FileRefusal {
    Path file = RegularFile.path(name);
    if (Files.isDirectory(file)) {
      throw new FileRefusal(name, "directory");
    }
    try {
      Files.write(file, new byte[0], StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException there) {
      if (!replace) {
        throw new FileRefusal(name, "exists");
      }
    } catch (IOException e) {
      throw FileRefusal.unwritable(name, e);
    }
    return content -> write(name, file, content);
  }

  private static void write(String name, Path file, byte[] content) throws FileRefusal {
    if (Files.isRegularFile(file)) {
      RegularFile.replace(file, content);
      return;
    }
    try {
      // A device or a pipe, or a file that was taken away meanwhile.
      Files.write(file, content);
    } catch (IOException e) {
      throw FileRefusal.unwritable(name, e);
    }
  }

  @Override
  public byte[] read(String name, int most) throws FileRefusal {
    return RegularFile.read(RegularFile.path(name), most);
  }
}
