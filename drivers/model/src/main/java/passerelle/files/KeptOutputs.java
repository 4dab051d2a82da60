package passerelle.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is written is kept below a directory. */
final class KeptOutputs implements Outputs {
  private final Path directory;
  private final List<String> below;
  private final boolean force;
  private final Set<Path> made;

  KeptOutputs(Path directory, List<String> below, boolean force) {
    this(directory, below, force, ConcurrentHashMap.newKeySet());
  }

  private KeptOutputs(Path directory, List<String> below, boolean force, Set<Path> made) {
    this.directory = directory;
    this.below = below;
    this.force = force;
    this.made = made;
  }

  @Override
  public boolean areKept() {
    return true;
  }

  @Override
  public Outputs in(String name) throws FileRefusal {
    List<String> deeper = new ArrayList<>(below);
    deeper.addAll(PortableName.of(name).parts());
    return new KeptOutputs(directory, List.copyOf(deeper), force, made);
  }

  @Override
  public MachineFiles fresh() {
    return new DirectoryFiles(directory, below, force, made);
  }
}
