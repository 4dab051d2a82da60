package passerelle.sim.userland.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Toolset;
import passerelle.text.ByteText;

/**
 * What a package manager has installed in a place, besides what its image had at first: a file of
 * records that begin with the package's name.
 */
record PackageDatabase(FileSystem files, Distribution.Family family) {
  /** The names in the order in which they were installed. */
  List<String> names() {
    return new ArrayList<>(records().keySet());
  }

  boolean has(String name) {
    return records().containsKey(name);
  }

  /**
   * Whether there is nothing left to do for an offer: by the database, or since the image has the
   * first of its tools, for which the package is known; others may be another package's, too.
   */
  boolean has(Archive.Offer offer, Toolset image) {
    return offer.tools().stream().limit(1).anyMatch(tool -> image.find(tool).isPresent())
        || has(offer.name());
  }

  /** A package as it was noted; its size in the archive is not. */
  Optional<Archive.Package> find(String name) {
    return Optional.ofNullable(records().get(name))
        .map(
            record ->
                new Archive.Package(
                    name,
                    field(record, "Version"),
                    field(record, "Architecture"),
                    0,
                    Long.parseLong("0" + field(record, "Installed-Size")),
                    "",
                    false));
  }

  /** The first package that cannot be there together with one of this name. */
  Optional<String> conflicting(String name) {
    return records().entrySet().stream()
        .filter(e -> List.of(field(e.getValue(), "Conflicts").split(", ")).contains(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String field(String record, String name) {
    return record
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  private Map<String, String> records() {
    Map<String, String> records = new LinkedHashMap<>();
    try {
      for (String record : files.readText(family.database()).split("\n\n")) {
        if (record.startsWith(family.nameField())) {
          String name =
              record.lines().findFirst().orElse("").substring(family.nameField().length());
          records.put(name, record);
        }
      }
    } catch (FileError none) {
      return records;
    }
    return records;
  }

  /** Notes a package. */
  void add(Archive.Package made) throws FileError {
    Map<String, String> records = records();
    records.put(made.name(), record(made));
    write(records);
  }

  /** Forgets one. */
  void remove(String name) throws FileError {
    Map<String, String> records = records();
    records.remove(name);
    write(records);
  }

  private void write(Map<String, String> records) throws FileError {
    String path = family.database();
    makeDirectories(path.substring(0, path.lastIndexOf('/')));
    StringBuilder text = new StringBuilder();
    records.values().forEach(record -> text.append(record.strip()).append("\n\n"));
    files.write(path, ByteText.encode(text.toString()));
  }

  private void makeDirectories(String path) throws FileError {
    if (!files.isDirectory(path)) {
      makeDirectories(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
      files.makeDirectory(path);
    }
  }

  private String record(Archive.Package made) {
    return switch (family) {
      case DEB ->
          "Package: %s\nStatus: install ok installed\nInstalled-Size: %d\nArchitecture: %s\nVersion: %s"
              .formatted(made.name(), made.installed(), made.arch(), made.version());
      case APK ->
          "P:%s\nV:%s\nA:%s\nS:%d\nI:%d"
              .formatted(
                  made.name(), made.version(), made.arch(), made.size(), made.installed() * 1024);
      default -> "Name: %s\nVersion: %s".formatted(made.name(), made.version());
    };
  }
}
