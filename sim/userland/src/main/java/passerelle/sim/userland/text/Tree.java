package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.shell.Glob;
import passerelle.sim.userland.net.Getopt;

/** {@code tree} 2.2: directories as a picture. */
public final class Tree implements BlockingProgram {
  private static final String VERSION =
      "tree v2.2.1 © 1996 - 2024 by Steve Baker, Thomas Moore, Francesc Rocher, Florian Sesser,"
          + " Kyosuke Tokoro";

  @Override
  public int run(Process self) {
    Getopt options = Getopt.parse("adfFiI:L:nP:", "noreport dirsfirst version", self.arguments());
    if (options.error().isPresent()) {
      String option = options.error().get().replaceAll(".*'([^']*)'", "$1");
      return self.stderr().println("tree: Passerelle does not model option " + option, 2);
    }
    if (options.has("version")) {
      return self.stdout().println(VERSION, 0);
    }
    if (options.value("L").filter(level -> !level.matches("0*[1-9]\\d{0,5}")).isPresent()) {
      return self.stderr().println("tree: Invalid level, must be greater than 0.", 1);
    }
    Drawing drawing = new Drawing(self, options);
    List<String> roots = options.operands().isEmpty() ? List.of(".") : options.operands();
    for (String root : roots) {
      drawing.root(root);
    }
    if (!options.has("noreport")) {
      drawing.report();
    }
    return drawing.failed ? 2 : 0;
  }

  /** One picture. */
  private static final class Drawing {
    private final Process self;
    private final Getopt options;
    private final int deepest;
    private int directories;
    private int files;
    private boolean failed;

    Drawing(Process self, Getopt options) {
      this.self = self;
      this.options = options;
      deepest = options.value("L").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
    }

    void root(String root) {
      String path = FileSystem.resolve(self.directory(), root);
      if (!self.files().isDirectory(path)) {
        self.stdout().println(root + "  [error opening dir]");
        failed = true;
        return;
      }
      directories += names(path).isEmpty() ? 0 : 1;
      self.stdout().println(root + mark(path));
      children(root, path, "", 1);
    }

    void report() {
      String report = directories + (directories == 1 ? " directory" : " directories");
      String more = options.has("d") ? "" : ", " + files + (files == 1 ? " file" : " files");
      self.stdout().print("\n" + report + more + "\n");
    }

    private void children(String shown, String path, String indent, int depth) {
      List<String> names = names(path);
      for (int i = 0; i < names.size(); i++) {
        self.spend(1);
        boolean last = i + 1 == names.size();
        String child = FileSystem.resolve(path, names.get(i));
        String full = shown.endsWith("/") ? shown + names.get(i) : shown + "/" + names.get(i);
        boolean link = self.files().isLink(child);
        boolean directory = self.files().isDirectory(child);
        String target = self.files().readLink(child).map(t -> " -> " + t).orElse("");
        String lines = options.has("i") ? "" : indent + (last ? "└── " : "├── ");
        String name = options.has("f") ? full : names.get(i);
        self.stdout().println(lines + name + (link ? target : "") + mark(child));
        directories += directory ? 1 : 0;
        files += directory ? 0 : 1;
        if (directory && !link && depth < deepest) {
          children(full, child, indent + (last ? "    " : "│\u00a0\u00a0 "), depth + 1);
        }
      }
    }

    /** What tells the kind of a file, where that is asked for. */
    private String mark(String path) {
      if (!options.has("F")) {
        return "";
      }
      boolean directory = self.files().isDirectory(path);
      return directory ? "/" : self.files().isExecutable(path) ? "*" : "";
    }

    private boolean fits(String option, String name) {
      return Arrays.stream(options.value(option).orElse("").split("\\|"))
          .anyMatch(pattern -> Glob.matches(pattern, name));
    }

    private List<String> names(String path) {
      List<String> names = new ArrayList<>();
      try {
        for (String name : self.files().list(path)) {
          boolean directory = self.files().isDirectory(FileSystem.resolve(path, name));
          boolean hidden = name.startsWith(".") && !options.has("a");
          boolean file = options.has("d") && !directory;
          boolean unwanted = options.has("P") && !directory && !fits("P", name);
          if (!hidden && !file && !unwanted && !(options.has("I") && fits("I", name))) {
            names.add(name);
          }
        }
      } catch (FileError unreadable) {
        failed = true;
      }
      return names;
    }
  }
}
