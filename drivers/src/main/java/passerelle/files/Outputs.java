package passerelle.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a stranger's data may write, as the person said with {@code --output} and {@code --force}.
 */
public final class Outputs {
  private final Optional<Path> directory;
  private final List<String> below;
  private final boolean force;
  private final Set<Path> made;

  private Outputs(Optional<Path> directory, List<String> below, boolean force, Set<Path> made) {
    this.directory = directory;
    this.below = below;
    this.force = force;
    this.made = made;
  }

  /** Nowhere on the machine: what is written is not kept. */
  public static Outputs inMemory() {
    return new Outputs(Optional.empty(), List.of(), false, Set.of());
  }

  /**
   * Below a directory, which is made when it is first needed.
   *
   * @param force whether files that are there may be replaced
   * @throws FileRefusal when something else has that name
   */
  public static Outputs below(String name, boolean force) throws FileRefusal {
    Path path = RegularFile.path(name);
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new FileRefusal(name, "no.directory");
    }
    return new Outputs(Optional.of(path), List.of(), force, ConcurrentHashMap.newKeySet());
  }

  /** Whether what is written is kept. */
  public boolean areKept() {
    return directory.isPresent();
  }

  /**
   * A directory in this one, for what one of several writes.
   *
   * @throws FileRefusal when that is no name that a stranger may choose
   */
  public Outputs in(String name) throws FileRefusal {
    if (directory.isEmpty()) {
      return this;
    }
    List<String> deeper = new ArrayList<>(below);
    deeper.addAll(PortableName.of(name).parts());
    return new Outputs(directory, List.copyOf(deeper), force, made);
  }

  /**
   * The files of one lab. What another lab of this run of the program has written there counts as
   * not written: a transcript that is run twice says the same twice.
   */
  public MachineFiles fresh() {
    return directory
        .<MachineFiles>map(root -> new DirectoryFiles(root, below, force, made))
        .orElseGet(MemoryFiles::new);
  }
}
