package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;

/** {@code tree} 2.2: directories as a picture. */
public final class Tree implements BlockingProgram {
  @Override
  public int run(Process self) {
    Getopt options = Getopt.parse("adfL:n", "noreport dirsfirst", self.arguments());
    if (options.error().isPresent()) {
      String option = options.error().get().replaceAll(".*'([^']*)'", "$1");
      return self.stderr().println("tree: Passerelle does not model option " + option, 2);
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
      deepest =
          options
              .value("L")
              .filter(l -> l.matches("[1-9]\\d{0,5}"))
              .map(Integer::parseInt)
              .orElse(Integer.MAX_VALUE);
    }

    void root(String root) {
      String path = FileSystem.resolve(self.directory(), root);
      if (!self.files().isDirectory(path)) {
        self.stdout().println(root + "  [error opening dir]");
        failed = true;
        return;
      }
      directories += names(path).isEmpty() ? 0 : 1;
      self.stdout().println(root);
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
        self.stdout()
            .println(
                indent
                    + (last ? "└── " : "├── ")
                    + (options.has("f") ? full : names.get(i))
                    + (link ? target : ""));
        directories += directory ? 1 : 0;
        files += directory ? 0 : 1;
        if (directory && !link && depth < deepest) {
          children(full, child, indent + (last ? "    " : "│\u00a0\u00a0 "), depth + 1);
        }
      }
    }

    private List<String> names(String path) {
      List<String> names = new ArrayList<>();
      try {
        for (String name : self.files().list(path)) {
          boolean hidden = name.startsWith(".") && !options.has("a");
          boolean file =
              options.has("d") && !self.files().isDirectory(FileSystem.resolve(path, name));
          if (!hidden && !file) {
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
