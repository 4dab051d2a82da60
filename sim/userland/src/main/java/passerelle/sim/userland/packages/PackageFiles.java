package passerelle.sim.userland.packages;

import java.util.List;
import java.util.Locale;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.text.Resources;

/**
 * The files that packages bring besides programs: settings and pages of servers, in one resource
 * for each family and package, behind lines {@code == PATH} and {@code -> PATH TARGET}.
 */
final class PackageFiles {
  private PackageFiles() {}

  /** Writes what is not there yet. */
  static void add(FileSystem files, Distribution.Family family, String name) throws FileError {
    String path = "";
    StringBuilder text = new StringBuilder();
    for (String line : lines(family, name)) {
      if (line.startsWith("-> ")) {
        String[] words = line.split(" ");
        files.makeDirectory(words[1].substring(0, words[1].lastIndexOf('/')));
        if (!files.exists(words[1])) {
          files.makeLink(words[1], words[2]);
        }
      } else if (line.startsWith("== ")) {
        write(files, path, text);
        path = line.substring("== ".length());
      } else {
        text.append(line).append('\n');
      }
    }
    write(files, path, text);
  }

  private static void write(FileSystem files, String path, StringBuilder text) {
    if (!path.isEmpty() && !files.exists(path)) {
      files.with(path, text.toString());
    }
    text.setLength(0);
  }

  private static List<String> lines(Distribution.Family family, String name) {
    String resource = "files-" + family.name().toLowerCase(Locale.ROOT) + "-" + name;
    String file = "/passerelle/sim/userland/packages/" + resource + ".txt";
    return Resources.find(PackageFiles.class, file)
        .map(text -> text.lines().toList())
        .orElse(List.of());
  }
}
