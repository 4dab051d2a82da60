package passerelle.cli.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.command.DaemonOptions;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.engine.EngineVersion;
import passerelle.engine.cli.DockerCommand;
import passerelle.engine.cli.DockerIo;
import passerelle.kernel.LinkView;
import passerelle.network.Network;

/** What may come next on a line: asked of the lab as it is at that moment. */
public final class Completions {
  private static final Pattern OPTION = Pattern.compile("(?m)^  (?:(-\\w), |    )(--[\\w-]+)");
  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+)\\*?  ");
  private static final List<String> BUILTINS =
      List.of(
          "cd", "echo", "exit", "export", "for", "if", "jobs", "kill", "lesson", "pwd", "test",
          "while");
  private static final List<String> MORE_BUILTINS =
      List.of(
          "bg",
          "command",
          "do",
          "done",
          "eval",
          "exec",
          "fg",
          "fi",
          "then",
          "else",
          "false",
          "help",
          "lesson",
          "let",
          "local",
          "printf",
          "read",
          "return",
          "set",
          "shift",
          "source",
          "trap",
          "true",
          "type",
          "unset",
          "wait",
          "break",
          "continue",
          "declare",
          "logout");
  private static final List<String> NETWORK_MODES = List.of("bridge", "none", "host");

  private final Session session;
  private final Map<String, String> dockerHelp = new HashMap<>();

  public Completions(Session session) {
    this.session = session;
  }

  private Lab lab() {
    return session.lab();
  }

  /**
   * The words that may stand at the end of a line.
   *
   * @param words the words before the one that is typed
   * @param word what is typed of it
   */
  public List<String> of(List<String> words, String word) {
    List<String> all = candidates(words, word);
    return new TreeSet<>(all).stream().filter(c -> c.startsWith(word)).toList();
  }

  /** Whether a command line may begin with that word. */
  public boolean knows(String word) {
    return word.isEmpty()
        || word.matches(".*[=/$'\"\\\\{!].*|[.\\[:]|\\[\\[|case|until|function|time")
        || first().contains(word)
        || MORE_BUILTINS.contains(word);
  }

  private List<String> candidates(List<String> words, String word) {
    if (words.isEmpty() || words.get(words.size() - 1).matches("[;&|]+|lab>|\\S+[$#]")) {
      return first();
    }
    List<String> command = lastCommand(words);
    List<String> rest = command.subList(1, command.size());
    return switch (command.get(0)) {
      case "docker" -> docker(rest, word);
      case "trace" -> trace(rest);
      case "capture" -> capture(rest);
      case "graph" -> joined(session.whereabouts().names(), List.of("--mermaid"));
      case "engine" -> engine(rest);
      case "lang" -> List.of("en", "fr");
      case "help" -> joined(List.copyOf(session.commands().names()), List.of("docker", "shell"));
      case "plan" -> rest.isEmpty() ? List.of("docker") : docker(tail(rest), word);
      default -> argument(rest, word);
    };
  }

  /** What stands behind the last operator that begins a new command. */
  private static List<String> lastCommand(List<String> words) {
    int from = 0;
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).matches("[;&|]+|sudo|\\S+[$#]|lab>")) {
        from = i + 1;
      }
    }
    return words.subList(from, words.size());
  }

  private List<String> first() {
    List<String> all = new ArrayList<>(session.commands().names());
    all.addAll(session.whereabouts().names());
    if (!(session.here() instanceof Here.Lab)) {
      all.addAll(lab().programs(session.whereabouts().space()));
      all.addAll(BUILTINS);
    }
    return all;
  }

  private static List<String> engine(List<String> before) {
    List<String> options =
        DaemonOptions.labels().keySet().stream()
            .map(name -> DaemonOptions.isUsuallyOn(name) ? "--" + name + "=false" : "--" + name)
            .toList();
    return before.isEmpty()
        ? joined(joined(EngineVersion.labels(), List.of("restart")), options)
        : options;
  }

  private List<String> trace(List<String> before) {
    List<String> all = new ArrayList<>(session.whereabouts().names());
    if (before.isEmpty()) {
      all.addAll(List.of("brief", "rules", "--json", "--svg", "--"));
    } else {
      all.add("icmp");
    }
    return all;
  }

  private List<String> capture(List<String> before) {
    List<String> all = new ArrayList<>(session.whereabouts().names());
    for (String place : session.whereabouts().names()) {
      devices(session.whereabouts().netns(place)).forEach(device -> all.add(place + "/" + device));
    }
    if (before.isEmpty()) {
      all.addAll(List.of("all", "start", "stop", "list", "show", "count", "expect", "save"));
    }
    all.addAll(List.of("-w", "--force"));
    return all;
  }

  private List<String> devices(String netns) {
    return lab().kernel().view().snapshot(netns).links().stream().map(LinkView::name).toList();
  }

  private List<String> docker(List<String> words, String word) {
    List<String> path = new ArrayList<>();
    for (String next : words) {
      if (!commands(path).contains(next)) {
        break;
      }
      path.add(next);
    }
    if (!commands(path).isEmpty()) {
      return commands(path);
    }
    if (word.startsWith("-")) {
      return matches(OPTION, 2, help(path));
    }
    String last = words.get(words.size() - 1);
    if (last.matches("--net(work)?")) {
      return joined(networks(), joined(NETWORK_MODES, joinable()));
    }
    if (word.startsWith("--net")) {
      return List.of();
    }
    return objects(path.get(0));
  }

  private List<String> objects(String command) {
    List<String> containers = lab().engine().containers().stream().map(Container::name).toList();
    return switch (command) {
      case "run", "create", "pull", "rmi", "image" -> images();
      case "network" -> joined(networks(), containers);
      case "inspect" -> joined(containers, joined(networks(), images()));
      default -> containers;
    };
  }

  private List<String> images() {
    return lab().engine().images().stream()
        .flatMap(image -> image.references().stream())
        .map(name -> name.endsWith(":latest") ? name.substring(0, name.length() - 7) : name)
        .toList();
  }

  private List<String> networks() {
    return lab().engine().networks().stream().map(Network::name).toList();
  }

  private List<String> joinable() {
    return lab().engine().containers().stream()
        .filter(Container::isRunning)
        .map(container -> "container:" + container.name())
        .toList();
  }

  /** The commands of docker, or of one of its groups; none below a command. */
  private List<String> commands(List<String> path) {
    String help = help(path);
    return help.contains("ommands:") ? matches(COMMAND, 1, help) : List.of();
  }

  private String help(List<String> path) {
    String label = lab().engine().profile().label();
    String key = label + " " + String.join(" ", path);
    return dockerHelp.computeIfAbsent(
        key,
        k -> {
          StringBuilder text = new StringBuilder();
          List<String> words = joined(path, List.of("--help"));
          new DockerCommand(lab().engine()).run(words, new Collector(text));
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

  /** Devices where a command wants one, otherwise files, places and containers. */
  private List<String> argument(List<String> before, String word) {
    if (session.here() instanceof Here.Lab) {
      return List.of();
    }
    String last = before.isEmpty() ? "" : before.get(before.size() - 1);
    List<String> devices = devices(session.whereabouts().netns());
    if (last.matches("dev|master|-i|-I|show|via|ifconfig")) {
      return devices;
    }
    if (!word.contains("/")) {
      return devices;
    }
    return files(word);
  }

  private List<String> files(String word) {
    String directory = word.substring(0, word.lastIndexOf('/') + 1);
    return lab().files(session.whereabouts().space(), directory).stream()
        .map(name -> directory + name)
        .toList();
  }

  private static List<String> tail(List<String> words) {
    return words.subList(1, words.size());
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
