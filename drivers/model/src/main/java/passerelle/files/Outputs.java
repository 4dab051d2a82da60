package passerelle.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a stranger's data may write, as the person said with {@code --output} and {@code --force}.
 */
public interface Outputs {
  /** Nowhere on the machine: what is written is not kept. */
  static Outputs inMemory() {
    return new ForgottenOutputs();
  }

  /**
   * Below a directory, which is made when it is first needed.
   *
   * @param force whether files that are there may be replaced
   * @throws FileRefusal when something else has that name
   */
  static Outputs below(String name, boolean force) throws FileRefusal {
    Path path = RegularFile.path(name);
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new FileRefusal(name, "no.directory");
    }
    return new KeptOutputs(path, List.of(), force);
  }

  /** Whether what is written is kept. */
  boolean areKept();

  /**
   * A directory in this one, for what one of several writes.
   *
   * @throws FileRefusal when that is no name that a stranger may choose
   */
  Outputs in(String name) throws FileRefusal;

  /**
   * The files of one lab. What another lab of this run of the program has written there counts as
   * not written: a transcript that is run twice says the same twice.
   */
  MachineFiles fresh();
}
