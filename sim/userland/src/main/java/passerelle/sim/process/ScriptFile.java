package passerelle.sim.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that may be run and says in its first line what runs it (fs/binfmt_script.c).
 *
 * @param program what runs it
 * @param argv the words that this is given
 */
public record ScriptFile(Program program, List<String> argv) {
  private static final int UNSTARTED = 255;

  /** What a command is in files, where it is no tool: it is looked for in PATH. */
  public static Optional<ScriptFile> find(
      Place place, List<String> argv, String directory, Map<String, String> environment) {
    return path(place, argv.get(0), directory, environment).map(path -> of(place, path, argv));
  }

  private static Optional<String> path(
      Place place, String name, String directory, Map<String, String> environment) {
    List<String> places = new ArrayList<>();
    if (name.contains("/")) {
      places.add(FileSystem.resolve(directory, name));
    } else {
      for (String part : environment.getOrDefault("PATH", "").split(":")) {
        places.add(FileSystem.resolve(part.isEmpty() ? "/" : part, name));
      }
    }
    return places.stream()
        .filter(path -> place.files().isFile(path) && place.files().isExecutable(path))
        .findFirst();
  }

  /**
   * What a process runs by a name ({@code execvp(3)}): a tool, or a file that may be run, which a
   * shell runs where its first line names nothing.
   */
  public static Optional<Toolset.Tool> execvp(Process self, String name) {
    return execvp(self, self.place(), name);
  }

  /** The same in a place that the process is about to go to. */
  public static Optional<Toolset.Tool> execvp(Process self, Place place, String name) {
    return place
        .tools()
        .find(name)
        .or(
            () ->
                path(place, name, self.directory(), self.environment())
                    .map(path -> new Toolset.Tool(path, running(name, path))));
  }

  private static BlockingProgram running(String name, String path) {
    return self -> {
      List<String> argv = new ArrayList<>(self.arguments());
      argv.add(0, name.contains("/") ? name : path);
      Optional<Toolset.Tool> shell = self.place().tools().find("sh");
      if (shell.isPresent() && !firstLine(self.place(), path).startsWith("#!")) {
        argv.add(0, "sh");
        self.exec(shell.get().program(), argv);
      }
      ScriptFile file = of(self.place(), path, argv);
      self.exec(file.program(), file.argv());
      return 0;
    };
  }

  /** Whether a file says that something other than a shell runs it. */
  public static boolean isForeign(Place place, String path) {
    String first = firstLine(place, path);
    return first.startsWith("#!") && !first.matches("#!.*\\b(ba|da|a|z|k)?sh\\b.*");
  }

  /** What a file wants to be run by that is not there. */
  public static Optional<String> lacking(Place place, String path) {
    String first = firstLine(place, path);
    String runner = first.startsWith("#!") ? first.substring(2).strip().split("\\s+", 2)[0] : "";
    boolean there = runner.isEmpty() || place.tools().find(runner).isPresent();
    return there || place.files().isFile(runner) ? Optional.empty() : Optional.of(runner);
  }

  private static ScriptFile of(Place place, String path, List<String> argv) {
    String first = firstLine(place, path);
    if (!first.startsWith("#!")) {
      return unstarted(path, "exec format error", argv);
    }
    List<String> words = new ArrayList<>(List.of(first.substring(2).strip().split("\\s+", 2)));
    if (words.get(0).endsWith("/env") && words.size() > 1) {
      words = new ArrayList<>(List.of(words.get(1).split("\\s+")));
    }
    Optional<Toolset.Tool> tool = place.tools().find(words.get(0));
    if (tool.isEmpty()) {
      return unstarted(path, "no such file or directory", argv);
    }
    words.add(argv.get(0).contains("/") ? argv.get(0) : path);
    words.addAll(argv.subList(1, argv.size()));
    return new ScriptFile(tool.get().program(), words);
  }

  private static String firstLine(Place place, String path) {
    return place.files().text(path).flatMap(text -> text.lines().findFirst()).orElse("");
  }

  private static ScriptFile unstarted(String path, String why, List<String> argv) {
    BlockingProgram program = self -> self.stderr().println("exec " + path + ": " + why, UNSTARTED);
    return new ScriptFile(program, argv);
  }
}
