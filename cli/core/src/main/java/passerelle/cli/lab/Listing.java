package passerelle.cli.lab;

import java.util.List;
import passerelle.sim.process.FileSystem;

/** What is in the directories of a place, for completion. */
record Listing(FileSystem files) {
  /** The names in a directory, seen from root's home; directories end with a slash. */
  List<String> of(String directory) {
    String from = FileSystem.resolve("/root", directory);
    return files.names(from).stream()
        .map(name -> files.isDirectory(from + "/" + name) ? name + "/" : name)
        .toList();
  }
}
