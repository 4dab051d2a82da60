package passerelle.sim.userland.text;

import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;

/** {@code ls} and {@code dir}: all files are as old as the lab. */
record Listing(Flavour flavour) {
  void addTo(Toolset.Builder tools, String bin) {
    String words = "all=a almost-all=A directory=d human-readable=h reverse=r recursive=R color=G";
    int status = flavour == Flavour.GNU ? 2 : 1;
    TextTool ls = new TextTool(flavour, "laA1dhrtSnpFkCGRo!isuxZ", words, status, this::ls);
    tools.add(bin, ls, flavour == Flavour.GNU ? new String[] {"ls", "dir"} : new String[] {"ls"});
  }

  private int ls(Process self, Options options) {
    List<String> operands = options.operands().isEmpty() ? List.of(".") : options.operands();
    List<String> files = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    int status = 0;
    for (String operand : operands) {
      String path = self.path(operand);
      boolean link = self.files().isLink(path);
      boolean itself =
          link && (options.has('l') && !operand.endsWith("/") || !self.files().exists(path));
      if (!link && !self.files().exists(path)) {
        String wording = flavour == Flavour.GNU ? "cannot access '%s': %e" : "%s: %e";
        Complaining.say(self, wording, operand, new FileError(Errno.ENOENT));
        status = flavour == Flavour.GNU ? 2 : 1;
      } else if (self.files().isDirectory(path) && !itself && !options.has('d')) {
        directories.add(operand);
      } else {
        files.add(operand);
      }
    }
    print(self, options, "", order(options, files));
    boolean headed = operands.size() > 1 || options.has('R');
    boolean first = files.isEmpty();
    Deque<String> left = new ArrayDeque<>(order(options, directories));
    while (!left.isEmpty()) {
      String directory = left.pop();
      if (options.has('R')) {
        List<String> below = below(self, options, directory);
        Collections.reverse(below);
        below.forEach(left::push);
      }
      if (headed) {
        self.stdout().println((first ? "" : "\n") + directory + ":");
      }
      first = false;
      directory(self, options, directory);
    }
    return status;
  }

  /** The directories in a directory, which {@code -R} lists after it; links are not followed. */
  private static List<String> below(Process self, Options options, String directory) {
    List<String> found = new ArrayList<>();
    try {
      for (String name : order(options, self.files().list(self.path(directory)))) {
        String inner = directory.endsWith("/") ? directory + name : directory + "/" + name;
        boolean shown = !name.startsWith(".") || options.has('a') || options.has('A');
        String path = self.path(inner);
        if (shown && !self.files().isLink(path) && self.files().isDirectory(path)) {
          found.add(inner);
        }
      }
    } catch (FileError gone) {
      // The listing of the directory itself tells it.
    }
    return found;
  }

  private static List<String> order(Options options, List<String> names) {
    List<String> sorted = new ArrayList<>(names);
    sorted.sort(options.has('r') ? (a, b) -> b.compareTo(a) : (a, b) -> a.compareTo(b));
    return sorted;
  }

  private void directory(Process self, Options options, String operand) {
    List<String> names = new ArrayList<>();
    try {
      for (String name : self.files().list(self.path(operand))) {
        if (!name.startsWith(".") || options.has('a') || options.has('A')) {
          names.add(name);
        }
      }
    } catch (FileError gone) {
      Complaining.say(self, "cannot open directory '%s': %e", operand, gone);
    }
    if (options.has('a')) {
      names.addAll(List.of(".", ".."));
    }
    if (options.has('l')) {
      long octets = names.stream().mapToLong(n -> onDisk(self, self.path(operand + "/" + n))).sum();
      self.stdout().println("total " + octets / 1024);
    }
    print(self, options, operand, order(options, names));
  }

  private void print(Process self, Options options, String directory, List<String> names) {
    if (options.has('l')) {
      printLong(self, options, directory, names);
    } else if (!self.stdout().isTerminal() && !isDir(self)) {
      names.forEach(self.stdout()::println);
    } else if (options.has('1')) {
      shown(self, names).forEach(self.stdout()::println);
    } else {
      printColumns(self, names);
    }
  }

  /**
   * On a terminal coreutils quotes the names that a shell would not read back as they are, and the
   * others stand a column further right then ({@code quotearg.c}, shell-escape).
   */
  private List<String> shown(Process self, List<String> names) {
    if (isDir(self)) {
      return names.stream().map(name -> name.replaceAll("[ \\\\]", "\\\\$0")).toList();
    }
    if (flavour == Flavour.BUSYBOX || names.stream().noneMatch(Listing::isSpecial)) {
      return names;
    }
    return names.stream().map(name -> isSpecial(name) ? quoted(name) : " " + name).toList();
  }

  /** {@code dir} is {@code ls -C -b}. */
  private static boolean isDir(Process self) {
    return self.name().equals("dir");
  }

  private static boolean isSpecial(String name) {
    return name.matches("(?s).*[\\s!\"$&'()*;<=>?\\[\\\\^`|].*|[#~].*|");
  }

  private static String quoted(String name) {
    boolean apostrophe = name.contains("'") && name.indexOf('"') < 0 && name.indexOf('$') < 0;
    return apostrophe ? "\"" + name + "\"" : "'" + name.replace("'", "'\\''") + "'";
  }

  /** As many columns as fit, filled downwards ({@code ls.c:print_many_per_line}). */
  private void printColumns(Process self, List<String> plain) {
    List<String> names = shown(self, plain);
    for (int rows = 1; rows <= names.size(); rows++) {
      int columns = (names.size() + rows - 1) / rows;
      int[] widths = new int[columns];
      for (int i = 0; i < names.size(); i++) {
        widths[i / rows] = Math.max(widths[i / rows], names.get(i).length() + 2);
      }
      if (flavour == Flavour.BUSYBOX) {
        Arrays.fill(widths, Arrays.stream(widths).max().orElse(0));
      }
      int total = -2;
      for (int width : widths) {
        total += width;
      }
      if (total < self.stdout().columns() || rows == names.size()) {
        printRows(self, names, rows, widths);
        return;
      }
    }
  }

  private void printRows(Process self, List<String> names, int rows, int[] widths) {
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      int column = 0;
      for (int i = row; i < names.size(); i += rows) {
        boolean last = i + rows >= names.size();
        String name = names.get(i);
        line.append(name);
        column += widths[i / rows];
        if (!last) {
          pad(line, column - widths[i / rows] + name.length(), column);
        }
      }
      self.stdout().println(line.toString());
    }
  }

  /** coreutils goes on with tabs where one takes it further than a space ({@code ls.c:indent}). */
  private void pad(StringBuilder line, int from, int to) {
    int at = from;
    while (at < to) {
      boolean tab = flavour == Flavour.GNU && to / 8 > (at + 1) / 8;
      line.append(tab ? '\t' : ' ');
      at = tab ? at + 8 - at % 8 : at + 1;
    }
  }

  private void printLong(Process self, Options options, String directory, List<String> names) {
    List<String> sizes = new ArrayList<>();
    int width = flavour == Flavour.GNU ? 1 : 9;
    for (String name : names) {
      String path = self.path(directory.isEmpty() ? name : directory + "/" + name);
      long size = Sizes.of(self, path);
      sizes.add(numbers(self, path).orElse(options.has('h') ? Sizes.human(size) : "" + size));
      width = Math.max(width, sizes.get(sizes.size() - 1).length());
    }
    String date =
        LabClock.boot().format(DateTimeFormatter.ofPattern("MMM d HH:mm", Locale.ENGLISH));
    date = date.replaceFirst(" (\\d) ", "  $1 ");
    String format =
        flavour == Flavour.GNU
            ? "%s %d %s %" + width + "s %s %s"
            : "%s    %d %s %" + width + "s %s %s";
    List<String> owners = owners(self, directory, names);
    boolean quoting = flavour == Flavour.GNU && self.stdout().isTerminal();
    List<String> shown = quoting ? shown(self, names) : names;
    for (int i = 0; i < names.size(); i++) {
      String path = self.path(directory.isEmpty() ? names.get(i) : directory + "/" + names.get(i));
      Optional<String> link = self.files().readLink(path);
      boolean folder = link.isEmpty() && self.files().isDirectory(path);
      String mode = link.isPresent() ? "lrwxrwxrwx" : mode(self, path, folder);
      Optional<String> target = link.map(to -> quoting && isSpecial(to) ? quoted(to) : to);
      String name = shown.get(i) + target.map(to -> " -> " + to).orElse("");
      self.stdout()
          .println(
              String.format(
                  Locale.ROOT,
                  format,
                  mode,
                  folder ? 2 : 1,
                  owners.get(i),
                  sizes.get(i),
                  date,
                  name));
    }
  }

  /** A device has numbers where others have a size. */
  private Optional<String> numbers(Process self, String path) {
    String format = flavour == Flavour.GNU ? "%d, %d" : "%4d,%4d";
    return self.files().isLink(path)
        ? Optional.empty()
        : self.files()
            .device(path)
            .map(device -> String.format(Locale.ROOT, format, device.major(), device.minor()));
  }

  /** User and group of each, in columns: as wide as need be, or eight. */
  private List<String> owners(Process self, String directory, List<String> names) {
    List<Ownership> all = new ArrayList<>();
    int user = flavour == Flavour.GNU ? 1 : 8;
    int group = user;
    for (String name : names) {
      Ownership one =
          Ownership.of(self, self.path(directory.isEmpty() ? name : directory + "/" + name));
      all.add(one);
      user = Math.max(user, one.user().length());
      group = Math.max(group, one.group().length());
    }
    String format = "%-" + user + "s %-" + group + "s";
    return all.stream()
        .map(one -> String.format(Locale.ROOT, format, one.user(), one.group()))
        .toList();
  }

  static String mode(Process self, String path, boolean folder) {
    if (self.files().namespace(path).isPresent()) {
      return "-r--r--r--";
    }
    try {
      String kind = folder ? "d" : self.files().device(path).isPresent() ? "c" : "-";
      return kind + Modes.text(self.files().mode(path));
    } catch (FileError gone) {
      return folder ? "drwxr-xr-x" : "-rw-r--r--";
    }
  }

  /** A directory in memory needs none. */
  private static long onDisk(Process self, String path) {
    boolean memory = self.files().isDirectory(path) && self.files().isInMemory(path);
    return memory ? 0 : Sizes.onDisk(self, path);
  }
}
