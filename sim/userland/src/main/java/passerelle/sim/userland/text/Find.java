package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.ScriptFile;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * {@code find}: {@code -name -iname -path -type -maxdepth -mindepth -empty -not -o -a -print
 * -print0 -exec -delete}.
 */
final class Find implements BlockingProgram {
  /** A file on the way: as it is called, and where it is. */
  private record Entry(String shown, String path, int depth) {
    String name() {
      String plain = shown.length() > 1 ? shown.replaceFirst("/+$", "") : shown;
      return plain.substring(plain.lastIndexOf('/') + 1);
    }
  }

  @Override
  public int run(Process self) {
    List<String> words = new ArrayList<>(self.arguments());
    List<String> starts = new ArrayList<>();
    while (!words.isEmpty() && !words.get(0).matches("-.+|!|\\(")) {
      starts.add(words.remove(0));
    }
    Search search = new Search(self, words);
    try {
      Predicate<Entry> test = search.alternatives();
      if (!search.words.isEmpty()) {
        throw new ToolFailure(1, "find: paths must precede expression: '" + words.get(0) + "'\n");
      }
      for (String start : starts.isEmpty() ? List.of(".") : starts) {
        search.walk(new Entry(start, self.path(start), 0), test);
      }
    } catch (ToolFailure wrong) {
      self.stderr().print(wrong.getMessage());
      return wrong.status();
    }
    return search.status;
  }

  /** One run. */
  private static final class Search {
    private final Process self;
    private final List<String> words;
    private int deepest = Integer.MAX_VALUE;
    private int shallowest;
    private boolean acts;
    private int status;

    Search(Process self, List<String> words) {
      this.self = self;
      this.words = words;
    }

    private String value(String option) throws ToolFailure {
      if (words.isEmpty()) {
        throw new ToolFailure(1, "find: missing argument to `" + option + "'\n");
      }
      return words.remove(0);
    }

    private Predicate<Entry> alternatives() throws ToolFailure {
      Predicate<Entry> left = all();
      while (!words.isEmpty() && words.get(0).matches("-o|-or")) {
        words.remove(0);
        left = left.or(all());
      }
      return left;
    }

    private Predicate<Entry> all() throws ToolFailure {
      Predicate<Entry> left = entry -> true;
      while (!words.isEmpty() && !words.get(0).matches("-o|-or|\\)")) {
        if (words.get(0).matches("-a|-and")) {
          words.remove(0);
        } else {
          left = left.and(one());
        }
      }
      return left;
    }

    private Predicate<Entry> one() throws ToolFailure {
      String word = words.remove(0);
      switch (word) {
        case "!", "-not" -> {
          return one().negate();
        }
        case "(" -> {
          Predicate<Entry> inner = alternatives();
          value("(");
          return inner;
        }
        case "-maxdepth", "-mindepth" -> {
          String number = value(word);
          if (!number.matches("\\d{1,6}")) {
            throw new ToolFailure(
                1,
                "find: Expected a positive decimal integer argument to %s, but got ‘%s’\n"
                    .formatted(word, number));
          }
          deepest = word.equals("-maxdepth") ? Integer.parseInt(number) : deepest;
          shallowest = word.equals("-mindepth") ? Integer.parseInt(number) : shallowest;
          return entry -> true;
        }
        case "-name", "-iname", "-path" -> {
          String pattern = pattern(value(word), word.equals("-iname"));
          boolean path = word.equals("-path");
          return entry -> (path ? entry.shown() : entry.name()).matches(pattern);
        }
        case "-type" -> {
          String type = value(word);
          return entry -> type.contains(type(entry));
        }
        case "-empty" -> {
          return this::isEmpty;
        }
        default -> {
          return action(word);
        }
      }
    }

    private Predicate<Entry> action(String word) throws ToolFailure {
      acts = true;
      switch (word) {
        case "-print", "-print0" -> {
          String end = word.equals("-print") ? "\n" : "\0";
          return entry -> {
            self.stdout().print(entry.shown() + end);
            return true;
          };
        }
        case "-delete" -> {
          return this::delete;
        }
        case "-exec" -> {
          List<String> command = new ArrayList<>();
          String next = value(word);
          while (!next.equals(";") && !next.equals("+")) {
            command.add(next);
            next = value(word);
          }
          return entry -> execute(command, entry);
        }
        default -> {
          boolean real =
              word.matches(
                  "-(m|c|a)?(time|min|newer)|-size|-perm|-user|-group|-regex|-ls|-printf|-prune|-newer");
          throw real
              ? new ToolFailure(2, "find: Passerelle does not model " + word + "\n")
              : new ToolFailure(1, "find: unknown predicate `" + word + "'\n");
        }
      }
    }

    private static String pattern(String glob, boolean ignoreCase) {
      StringBuilder out = new StringBuilder(ignoreCase ? "(?is)" : "(?s)");
      for (char c : glob.toCharArray()) {
        out.append(
            c == '*'
                ? ".*"
                : c == '?'
                    ? "."
                    : "[]-".indexOf(c) >= 0 ? "" + c : java.util.regex.Pattern.quote("" + c));
      }
      return out.toString();
    }

    private String type(Entry entry) {
      return self.files().isLink(entry.path())
          ? "l"
          : self.files().isDirectory(entry.path()) ? "d" : "f";
    }

    private boolean isEmpty(Entry entry) {
      try {
        return self.files().isDirectory(entry.path())
            ? self.files().list(entry.path()).isEmpty()
            : self.files().read(entry.path()).length == 0;
      } catch (FileError unreadable) {
        return false;
      }
    }

    private boolean delete(Entry entry) {
      try {
        self.files().remove(entry.path());
        return true;
      } catch (FileError refused) {
        status = 1;
        self.stderr()
            .println("find: cannot delete ‘" + entry.shown() + "’: " + refused.getMessage());
        return false;
      }
    }

    private boolean execute(List<String> command, Entry entry) {
      List<String> argv = command.stream().map(word -> word.replace("{}", entry.shown())).toList();
      Optional<Program> program = ScriptFile.execvp(self, argv.get(0)).map(Toolset.Tool::program);
      if (program.isEmpty()) {
        self.stderr().println("find: ‘" + argv.get(0) + "’: No such file or directory");
        return false;
      }
      Process child = self.spawn(program.get(), argv).start();
      return self.awaitEnd(child) == 0;
    }

    void walk(Entry entry, Predicate<Entry> test) {
      self.spend(1);
      if (!self.files().exists(entry.path()) && !self.files().isLink(entry.path())) {
        status = 1;
        self.stderr().println("find: ‘" + entry.shown() + "’: No such file or directory");
        return;
      }
      if (entry.depth() >= shallowest && test.test(entry) && !acts) {
        self.stdout().println(entry.shown());
      }
      boolean directory =
          self.files().isDirectory(entry.path()) && !self.files().isLink(entry.path());
      if (directory && entry.depth() < deepest) {
        String start = entry.shown().endsWith("/") ? entry.shown() : entry.shown() + "/";
        try {
          for (String name : self.files().list(entry.path())) {
            String path = FileSystem.resolve(entry.path(), name);
            walk(new Entry(start + name, path, entry.depth() + 1), test);
          }
        } catch (FileError gone) {
          status = 1;
        }
      }
    }
  }
}
