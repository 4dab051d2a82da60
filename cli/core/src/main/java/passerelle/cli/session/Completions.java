package passerelle.cli.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.daemon.DaemonOptions;
import passerelle.cli.daemon.Units;
import passerelle.engine.EngineVersion;

/** What may come next on a line: asked of the lab as it is at that moment. */
public final class Completions {
  private static final List<String> NETWORK_MODES = List.of("bridge", "none", "host");

  private static final String NAMED = "/run/netns/";

  /** What a command follows, as one does at the beginning of a line. */
  private static final String BEFORE_COMMANDS =
      "[;&|]+|sudo|\\S+[$#]|lab>|if|then|elif|else|while|until|do|!|[({]";

  /** What opens a substitution, with what stands before it in its word. */
  private static final Pattern OPENING = Pattern.compile("^.*(?:[$<]\\(|`)");

  /** Tools whose words have an order of their own: the likeliest come first. */
  private static final Set<String> RANKED = Set.of("ip", "iptables");

  /** Those whose option {@code -i} or {@code -I} names a device. */
  private static final Set<String> DEVICE_TAKERS =
      Set.of("arp", "arping", "fping", "mtr", "ping", "ping6", "tcpdump", "traceroute", "tshark");

  private final Session session;
  private final Vocabulary vocabulary;
  private final ToolWords tools;

  public Completions(Session session) {
    this.session = session;
    vocabulary = session.vocabulary();
    tools = new ToolWords(vocabulary);
  }

  /**
   * The words that may stand at the end of a line, the likeliest first where one is likelier than
   * another, otherwise in order of the alphabet.
   *
   * @param words the words before the one that is typed
   * @param word what is typed of it
   */
  public List<String> of(List<String> words, String word) {
    Matcher opening = OPENING.matcher(word);
    if (opening.find()) {
      return of(List.of(), word.substring(opening.end())).stream()
          .map(command -> opening.group() + command)
          .toList();
    }
    Spot spot = session.whereabouts().spot(words.isEmpty() ? "" : words.get(0) + " ");
    List<String> command = lastCommand(words);
    Collection<String> all =
        command.isEmpty() ? vocabulary.commands(spot) : after(command, word, spot);
    boolean ranked = !command.isEmpty() && RANKED.contains(command.get(0));
    Collection<String> ordered = ranked ? new LinkedHashSet<>(all) : new TreeSet<>(all);
    return ordered.stream().filter(c -> c.startsWith(word)).toList();
  }

  /** Whether a command line may begin with that word. */
  public boolean knows(String word) {
    return word.isEmpty()
        || word.matches(".*[=/$'\"\\\\{!].*|[.\\[:]|\\[\\[|case|until|function|time")
        || vocabulary.isCommand(session.whereabouts().spot(""), word);
  }

  private List<String> after(List<String> command, String word, Spot spot) {
    List<String> rest = command.subList(1, command.size());
    return switch (command.get(0)) {
      case "docker" -> docker(rest, word, spot);
      case "ip" -> ip(rest, word, spot);
      case "iptables" -> tools.iptables(rest, spot.netns());
      case "trace" -> trace(rest, word, spot);
      case "capture" -> capture(rest);
      case "graph" -> graph(rest);
      case "rules" -> joined(vocabulary.places(), vocabulary.tables());
      case "engine" -> engine(rest);
      case "systemctl" -> rest.isEmpty() ? Units.COMMANDS : Units.NAMES;
      case "lang" -> List.of("en", "fr");
      case "help", "man", "?" -> help(rest, word);
      case "plan" ->
          rest.isEmpty() ? List.of("docker", "--script") : docker(tail(rest), word, spot);
      case "why", "pourquoi" -> vocabulary.places();
      case "diff" -> joined(EngineVersion.labels(), joined(List.of("--engine"), files(word, spot)));
      default -> argument(command, word, spot);
    };
  }

  /** Namespaces have names where there are files of these names. */
  private List<String> ip(List<String> words, String word, Spot spot) {
    boolean named = words.size() > 1 && words.get(0).matches("netns?|-n|-netns");
    if (!named && !(words.size() == 1 && words.get(0).matches("-n|-netns"))) {
      return tools.ip(words, spot.netns());
    }
    boolean option = words.get(0).startsWith("-");
    int command = option ? 2 : 3;
    if (words.size() < command) {
      boolean wants = option || words.get(1).matches("exec|del(ete)?|pids|set");
      return wants ? session.lab().files(spot.space(), NAMED) : List.of();
    }
    List<String> rest = words.subList(command, words.size());
    return option
        ? tools.ip(rest, spot.netns())
        : rest.isEmpty() ? vocabulary.offered(spot) : after(rest, word, spot);
  }

  private List<String> graph(List<String> before) {
    boolean theme = !before.isEmpty() && before.get(before.size() - 1).equals("--theme");
    return theme
        ? List.of("auto", "light", "dark", "print")
        : joined(vocabulary.places(), List.of("--svg", "--theme", "--force", "--mermaid", "--dot"));
  }

  /** What stands behind the last operator that begins a new command. */
  private static List<String> lastCommand(List<String> words) {
    int from = 0;
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).matches(BEFORE_COMMANDS)) {
        from = i + 1;
      }
    }
    List<String> command = new ArrayList<>(words.subList(from, words.size()));
    for (int i = command.size() - 1; i >= 0; i--) {
      Matcher opening = OPENING.matcher(command.get(i));
      if (opening.find()) {
        command.set(i, command.get(i).substring(opening.end()));
        return command.subList(i, command.size());
      }
    }
    while (!command.isEmpty() && command.get(0).matches("time|nohup|watch|exec|command")) {
      do {
        command.remove(0);
      } while (!command.isEmpty() && command.get(0).startsWith("-"));
    }
    return command;
  }

  /** All pages are too many to be offered before anything is typed. */
  private List<String> help(List<String> before, String word) {
    if (!before.isEmpty()) {
      return before.get(0).equals("docker") ? vocabulary.dockerCommands(tail(before)) : List.of();
    }
    return word.isEmpty()
        ? joined(List.copyOf(session.commands().names()), List.of("docker", "shell"))
        : vocabulary.topics().stream().filter(topic -> topic.indexOf(' ') < 0).toList();
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

  /** Behind {@code --} stands a command of the place that is traced from. */
  private List<String> trace(List<String> before, String word, Spot spot) {
    int dashes = before.indexOf("--");
    if (dashes >= 0) {
      Spot from = dashes == 0 ? spot : spot(before.get(dashes - 1), spot);
      List<String> command = before.subList(dashes + 1, before.size());
      return command.isEmpty() ? vocabulary.offered(from) : after(command, word, from);
    }
    List<String> all = new ArrayList<>(vocabulary.places());
    all.addAll(List.of("full", "rules", "--json", "--svg", "--ladder", "--html", "--force", "--"));
    if (!before.isEmpty()) {
      all.add("icmp");
    }
    return all;
  }

  /** The place of a name, or another when there is none. */
  private Spot spot(String name, Spot otherwise) {
    String prompt = session.whereabouts().isMachine(name) ? "$ " : "# ";
    return vocabulary.places().contains(name)
        ? session.whereabouts().spot(name + prompt)
        : otherwise;
  }

  private List<String> capture(List<String> before) {
    List<String> all = new ArrayList<>(vocabulary.places());
    for (String place : vocabulary.places()) {
      vocabulary
          .devices(session.whereabouts().netns(place))
          .forEach(device -> all.add(place + "/" + device));
    }
    if (before.isEmpty()) {
      all.addAll(List.of("all", "start", "stop", "list", "show", "count", "expect", "save"));
    }
    all.addAll(List.of("-w", "--force"));
    return all;
  }

  private List<String> docker(List<String> words, String word, Spot spot) {
    List<String> path = vocabulary.dockerPath(words);
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    if (last.equals("-f") && path.size() == 1 && path.get(0).matches("compose|build")) {
      return files(word, spot);
    }
    if (!vocabulary.dockerCommands(path).isEmpty()) {
      return vocabulary.dockerCommands(path);
    }
    List<String> rest = words.subList(path.size(), words.size());
    int container = path.equals(List.of("exec")) ? firstContainer(rest) : -1;
    if (container >= 0) {
      Spot inside = spot(rest.get(container), session.whereabouts().spot(""));
      List<String> command = rest.subList(container + 1, rest.size());
      return command.isEmpty() ? vocabulary.offered(inside) : after(command, word, inside);
    }
    int equals = word.indexOf('=');
    if (word.startsWith("--") && equals > 0) {
      String option = word.substring(0, equals);
      return values(option).stream().map(value -> option + "=" + value).toList();
    }
    if (word.startsWith("-")) {
      return vocabulary.dockerOptions(path);
    }
    List<String> values = values(last);
    return values.isEmpty() ? objects(path, rest, files(word, spot)) : values;
  }

  /** What an option may be given of what is in the lab. */
  private List<String> values(String option) {
    return switch (option) {
      case "--net", "--network" -> joined(vocabulary.networks(), joined(NETWORK_MODES, joinable()));
      case "--link", "--volumes-from" -> vocabulary.containers();
      default -> List.of();
    };
  }

  private int firstContainer(List<String> words) {
    List<String> running = vocabulary.runningContainers();
    for (int i = 0; i < words.size(); i++) {
      if (running.contains(words.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /**
   * What a command is done to.
   *
   * @param path of the command
   * @param rest what stands behind it
   */
  private List<String> objects(List<String> path, List<String> rest, List<String> files) {
    List<String> containers = vocabulary.containers();
    List<String> images = vocabulary.images();
    return switch (path.get(0)) {
      case "run", "create" -> rest.stream().anyMatch(images::contains) ? List.of() : images;
      case "pull", "push", "rmi", "tag", "history", "save", "image" -> images;
      case "build", "import", "load" -> files;
      case "cp" -> joined(containers.stream().map(name -> name + ":").toList(), files);
      case "volume" -> vocabulary.volumes();
      case "network" ->
          path.get(1).endsWith("connect") && rest.stream().anyMatch(vocabulary.networks()::contains)
              ? containers
              : vocabulary.networks();
      case "inspect" -> joined(containers, joined(vocabulary.networks(), images));
      case "compose" -> vocabulary.services();
      default -> containers;
    };
  }

  private List<String> joinable() {
    return vocabulary.runningContainers().stream().map(name -> "container:" + name).toList();
  }

  /** Devices where a command wants one, otherwise files. */
  private List<String> argument(List<String> command, String word, Spot spot) {
    List<String> handled = session.afterHandled(command);
    if (!handled.isEmpty() || spot.isLab() || vocabulary.isOfTheLab(command.get(0))) {
      return handled;
    }
    String last = command.get(command.size() - 1);
    return last.matches("dev|master|ifconfig|ethtool|--interface")
            || last.matches("-\\w*[iI]") && DEVICE_TAKERS.contains(command.get(0))
        ? vocabulary.devices(spot.netns())
        : files(word, spot);
  }

  private List<String> files(String word, Spot spot) {
    String directory = word.substring(0, word.lastIndexOf('/') + 1);
    return session.lab().files(spot.space(), directory).stream()
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
