package passerelle.cli.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;

/** The commands and options of docker, as its own help lists them in the engine's version. */
final class DockerHelp {
  private static final Pattern OPTION = Pattern.compile("(?m)^  (?:(-\\w), |    )(--[\\w-]+)");
  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+)\\*?  ");

  private final Map<String, String> texts = new HashMap<>();

  /** The commands of docker, its plugin among them, or of a group; none below a command. */
  List<String> commands(Engine engine, List<String> path) {
    String help = text(engine, path);
    List<String> commands = help.contains("ommands:") ? matches(COMMAND, 1, help) : List.of();
    return path.isEmpty()
        ? Stream.concat(commands.stream(), Stream.of("compose")).toList()
        : commands;
  }

  /** The long options of a command. */
  List<String> options(Engine engine, List<String> path) {
    return matches(OPTION, 2, text(engine, path));
  }

  /** How many of these words name groups and a command. */
  int depth(Engine engine, List<String> words) {
    int depth = 0;
    while (depth < words.size()
        && commands(engine, words.subList(0, depth)).contains(words.get(depth))) {
      depth++;
    }
    return depth;
  }

  private String text(Engine engine, List<String> path) {
    return texts.computeIfAbsent(
        engine.profile().label() + " " + String.join(" ", path),
        key -> {
          StringBuilder text = new StringBuilder();
          List<String> words = new ArrayList<>(path);
          words.add("--help");
          new DockerCommand(engine).run(words, new Collector(text));
          return text.toString();
        });
  }

  /** Keeps what docker prints. */
  private record Collector(StringBuilder text) implements DockerIo {
    @Override
    public void out(String more) {
      text.append(more);
    }

    @Override
    public void err(String more) {
      text.append(more);
    }
  }

  private static List<String> matches(Pattern pattern, int group, String text) {
    List<String> found = new ArrayList<>();
    Matcher m = pattern.matcher(text);
    while (m.find()) {
      found.add(m.group(group));
    }
    return found;
  }
}
