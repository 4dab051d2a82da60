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
    String name = argv.get(0);
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
        .findFirst()
        .map(path -> of(place, path, argv));
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
    words.add(path);
    words.addAll(argv.subList(1, argv.size()));
    return new ScriptFile(tool.get().program(), words);
  }

  private static String firstLine(Place place, String path) {
    return place.files().text(path).flatMap(text -> text.lines().findFirst()).orElse("");
  }

  private static ScriptFile unstarted(String path, String why, List<String> argv) {
    BlockingProgram program =
        self -> {
          return self.stderr().println("exec " + path + ": " + why, UNSTARTED);
        };
    return new ScriptFile(program, argv);
  }
}
