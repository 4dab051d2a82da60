package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import passerelle.gotemplate.GoQuote;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.shell.Glob;
import passerelle.sim.userland.net.Getopt;
import passerelle.text.Align;
import passerelle.text.CNumber;

/** {@code tree} 2.2: directories as a picture. */
public final class Tree implements BlockingProgram {
  private static final String VERSION =
      "tree v2.2.1 © 1996 - 2024 by Steve Baker, Thomas Moore, Francesc Rocher, Florian Sesser,"
          + " Kyosuke Tokoro";

  @Override
  public int run(Process self) {
    Getopt options =
        Getopt.parse("adfFhiI:JL:nP:s", "noreport dirsfirst version", self.arguments());
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
    self.stdout().print(options.has("J") ? "[\n" : "");
    for (String root : roots) {
      drawing.root(root);
    }
    drawing.report();
    return drawing.failed ? 2 : 0;
  }

  /** What a directory takes on a disk, at least. */
  private static final long DIRECTORY = 4096;

  private static final int KIB = 1024;

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
      String path = self.path(root);
      if (!self.files().isDirectory(path)) {
        failed = true;
        self.stdout()
            .print(
                options.has("J")
                    ? ",\"name\":%s,\"contents\":[{\"error\": \"error opening dir\"}\n  ]}\n"
                        .formatted(GoQuote.quote(root))
                    : root + "  [error opening dir]\n");
        return;
      }
      boolean empty = names(path).isEmpty();
      directories += empty ? 0 : 1;
      if (options.has("J")) {
        object(root, root, path, "  ", 0);
        self.stdout().print("\n");
        return;
      }
      self.stdout().println(size(path) + root + mark(path));
      children(root, path, "", 1);
    }

    void report() {
      boolean json = options.has("J");
      boolean counts = !options.has("noreport");
      boolean both = !options.has("d");
      if (json) {
        String more = both ? ",\"files\":" + files : "";
        String line = "  {\"type\":\"report\",\"directories\":%s%s}".formatted(directories, more);
        self.stdout().print((counts ? ",\n" + line : "") + "\n]\n");
      } else if (counts) {
        String report = directories + (directories == 1 ? " directory" : " directories");
        String more = both ? ", " + files + (files == 1 ? " file" : " files") : "";
        self.stdout().print("\n" + report + more + "\n");
      }
    }

    private void children(String shown, String path, String indent, int depth) {
      List<String> names = names(path);
      for (int i = 0; i < names.size(); i++) {
        boolean last = i + 1 == names.size();
        String child = FileSystem.resolve(path, names.get(i));
        String full = full(shown, names.get(i));
        String target = self.files().readLink(child).map(t -> " -> " + t).orElse("");
        String lines = options.has("i") ? "" : indent + (last ? "└── " : "├── ");
        String name = options.has("f") ? full : names.get(i);
        self.stdout().println(lines + size(child) + name + target + mark(child));
        if (counted(child) && depth < deepest) {
          children(full, child, indent + (last ? "    " : "│\u00a0\u00a0 "), depth + 1);
        }
      }
    }

    /** A file as an object of JSON, with what is in it. */
    private void object(String name, String shown, String path, String indent, int depth) {
      Optional<String> target = self.files().readLink(path);
      boolean directory = target.isEmpty() && self.files().isDirectory(path);
      String type = target.isPresent() ? "link" : directory ? "directory" : "file";
      StringBuilder fields = new StringBuilder("{\"type\":\"" + type + "\"");
      fields.append(",\"name\":").append(GoQuote.quote(options.has("f") ? shown : name));
      target.ifPresent(to -> fields.append(",\"target\":").append(GoQuote.quote(to)));
      if (options.has("s", "h")) {
        String size = options.has("h") ? "\"" + human(path).strip() + "\"" : "" + octets(path);
        fields.append(",\"size\":").append(size);
      }
      List<String> inner = directory && depth < deepest ? names(path) : List.of();
      self.stdout().print(indent + fields + (inner.isEmpty() ? "}" : ",\"contents\":[\n"));
      for (int i = 0; i < inner.size(); i++) {
        String child = FileSystem.resolve(path, inner.get(i));
        counted(child);
        object(inner.get(i), full(shown, inner.get(i)), child, indent + "  ", depth + 1);
        self.stdout().print(i + 1 == inner.size() ? "\n" : ",\n");
      }
      self.stdout().print(inner.isEmpty() ? "" : indent + "]}");
    }

    private static String full(String shown, String name) {
      return shown + (shown.endsWith("/") ? "" : "/") + name;
    }

    /** Counts a file; whether it is a directory to go into. */
    private boolean counted(String path) {
      self.spend(1);
      boolean directory = self.files().isDirectory(path);
      directories += directory ? 1 : 0;
      files += directory ? 0 : 1;
      return directory && !self.files().isLink(path);
    }

    private String size(String path) {
      return options.has("h")
          ? "[" + human(path) + "]  "
          : options.has("s") ? "[%11d]  ".formatted(octets(path)) : "";
    }

    private long octets(String path) {
      Optional<String> target = self.files().readLink(path);
      if (target.isPresent()) {
        return target.get().length();
      }
      try {
        return self.files().isDirectory(path) ? DIRECTORY : self.files().read(path).length;
      } catch (FileError unreadable) {
        return 0;
      }
    }

    /** In the four columns of psize() in unix.c. */
    private String human(String path) {
      double size = octets(path);
      int unit = -1;
      while (size >= KIB) {
        size /= KIB;
        unit++;
      }
      String number = unit < 0 || size >= 10 ? CNumber.fixed(size, 0) : CNumber.fixed(size, 1);
      String text = number + (unit < 0 ? "" : "KMGT".charAt(unit));
      return Align.right(text, 4);
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
