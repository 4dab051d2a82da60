package passerelle.cli.lab;

import java.util.List;
import passerelle.cli.terminal.Windows;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;

/** What is in the directories of a place, for completion. */
record Listing(Place place) {
  /** The names in a directory, seen from where its shell is; directories end with a slash. */
  List<String> of(String directory, Windows windows) {
    FileSystem files = place.files();
    String from = FileSystem.resolve(windows.directory(place).orElse("/root"), directory);
    return files.names(from).stream()
        .map(name -> files.isDirectory(from + "/" + name) ? name + "/" : name)
        .toList();
  }
}
