package passerelle.cli.session;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a deck uses and has never made: its reader is to have it. */
final class Presumed {
  private static final Pattern CONTAINER =
      Pattern.compile(
          "(?im)no such (?:container|object):"
              + " (?!(?:network|container|image|volume)$)([a-z0-9][\\w.-]+)$");

  private static final Pattern NETWORK =
      Pattern.compile("(?m)\\bnetwork ([A-Za-z0-9][\\w.-]+) not found");

  private static final Pattern VOLUME = Pattern.compile("get ([\\w.-]+): no such volume");

  private static final Pattern EXISTS =
      Pattern.compile("network with name ([\\w.-]+) already exists");

  /** What makes a network in a way of its own. */
  private static final Pattern OTHERWISE =
      Pattern.compile(
          "(?s)(?:sudo )?docker network create (?:.* )?--?(?:d|driver|subnet|ip-range|opt|o)["
              + " =].*");

  /** How programs say that a name is nobody's. */
  private static final Pattern NOBODY =
      Pattern.compile(
          "(?m)(?:bad address '|unknown host '|can't find |could not resolve host: |getaddrinfo for"
              + " host \"|: |^)([a-z][\\w-]*)(?:'$|: NXDOMAIN|: Name (?:or service not known|does"
              + " not resolve)|: (?:Temporary failure|Try again)|$|\" port)",
          Pattern.CASE_INSENSITIVE);

  /** In which container a command looks at the network. */
  private static final Pattern WITHIN =
      Pattern.compile(
          "(?s).*\\bdocker (?:container )?(?:exec(?: -\\w+)* |run .*(?:--net|--network)["
              + " =]container:)([\\w.-]+) .*");

  /** How programs say that the machine has no such user: the author's own account. */
  private static final Pattern USER =
      Pattern.compile(
          "(?:\\buser [`'](?<name>[a-z_][a-z0-9_-]{0,31})' does not exist|unknown user"
              + " (?<other>[a-z_][a-z0-9_-]{0,31})$)",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  /** A cable that bears the name of the machine's own card: the author's is called otherwise. */
  private static final Pattern CARD =
      Pattern.compile("\\s*(?:sudo )?ip link add (?:name |dev )?(eth\\d) (?s:.*)");

  private static final String OTHER_CARD = "enp1s0";

  private static final Pattern NAMED =
      Pattern.compile("\\bdocker (?:container )?run (?:.* )?--name[ =]([\\w.-]+)");

  private static final Pattern CREATED = Pattern.compile("(?m)^([0-9a-f]{64})$");

  /** A file that is mounted, and that the deck does not show: the engine has made a directory. */
  private static final Pattern MOUNTED =
      Pattern.compile("error mounting \"([^\"]+)\" to rootfs at \"([^\"]+)\".*not a directory");

  /** What takes a container, or looks at its network. */
  private static final Pattern LOOKS =
      Pattern.compile(
          "(?s).*\\bdocker (?:network \\w+|(?:container"
              + " )?(?:exec|inspect|port|run|create|attach|stop|start|restart|kill|rm|logs|top|pause|unpause|rename|wait|cp|diff|commit))"
              + " .*");

  /** Variables of the author's own, which are not shown. */
  private static final Pattern VARIABLES =
      Pattern.compile("^docker: open ((?:\\S+/)?)(\\S+): no such file or directory");

  /** An official image's name that a container bears. */
  private static final Pattern WEB = Pattern.compile("(?i).*(?:nginx|web|front|proxy|server).*");

  /** A shell, and a manager of packages, that Debian's images have. */
  private static final Pattern DEBIAN =
      Pattern.compile("(?s).* (?:/bin/)?(?:bash|apt|apt-get)\\b.*");

  /** What takes a container from a network, on which it must have been. */
  private static final Pattern LEAVES =
      Pattern.compile("\\bdocker network disconnect (?:-f |--force )?(\\S+) (\\S+)");

  /** The address that a container is to have there. */
  private static final Pattern CHOSEN = Pattern.compile(" --ip[ =]((?:\\d{1,3}\\.){3})\\d{1,3}\\b");

  /** Who answers at a port. */
  private static final Map<String, String> SERVERS =
      Map.of(
          "80", "nginx",
          "3306", "-e MYSQL_ROOT_PASSWORD=secret mysql",
          "5432", "-e POSTGRES_PASSWORD=secret postgres",
          "6379", "redis",
          "27017", "mongo");

  /** Where containers find each other by name. */
  private static final String SHARED = "lab";

  private final HostLine run;
  private final Set<String> made = new HashSet<>();
  private boolean shared;

  /**
   * Nothing yet.
   *
   * @param run does what the reader does, unseen, and gives its status
   */
  Presumed(HostLine run) {
    this.run = run;
  }

  /** The containers and networks that were made. */
  Set<String> containers() {
    return made;
  }

  /**
   * Makes the container or the network that an engine has not found, or the one whose name nobody
   * knows in a container that was made so, or the user that a machine has not.
   *
   * @param command what was refused
   * @param unheard tells names that no command before has named
   * @return how; empty if the refusal tells of something else
   */
  Optional<String> make(String command, String refusal, Predicate<String> unheard) {
    Matcher user = USER.matcher(refusal);
    if (!command.contains("del") && user.find()) {
      String name = user.group("name") == null ? user.group("other") : user.group("name");
      return unheard.test(name) ? made("useradd -m " + name) : Optional.empty();
    }
    Matcher card = CARD.matcher(command);
    if (card.matches() && refusal.endsWith("File exists\n") && unheard.test(card.group(1))) {
      return made("ip link set " + card.group(1) + " name " + OTHER_CARD);
    }
    Matcher volume = VOLUME.matcher(refusal);
    if (volume.find() && unheard.test(volume.group(1))) {
      return made("docker volume create " + volume.group(1));
    }
    if (!LOOKS.matcher(command).matches()) {
      return Optional.empty();
    }
    Matcher variables = VARIABLES.matcher(refusal);
    if (variables.find() && command.contains("--env-file")) {
      String directory = variables.group(1).isEmpty() ? "." : variables.group(1);
      return made("mkdir -p " + directory + "; touch " + variables.group(1) + variables.group(2));
    }
    Matcher mounted = MOUNTED.matcher(refusal);
    Matcher made = CREATED.matcher(refusal);
    if (mounted.find() && made.find()) {
      // The author's is a file like that of the image, in whose place it comes.
      String copy = "docker cp " + made.group(1) + ":" + mounted.group(2) + " " + mounted.group(1);
      return made("rmdir " + mounted.group(1) + "; " + copy + "; docker rm " + made.group(1));
    }
    Matcher container = CONTAINER.matcher(refusal);
    if (container.find() && unheard.test(container.group(1))) {
      return container(container.group(1), command);
    }
    Matcher again = EXISTS.matcher(refusal);
    if (again.find()
        && (this.made.contains(again.group(1)) || OTHERWISE.matcher(command).matches())) {
      // It comes only now, with whom it is for; or in another of the ways there are.
      String name = again.group(1);
      return made(
          "docker rm -f $(docker ps -aq -f network=" + name + "); docker network rm " + name);
    }
    List<String> networks =
        NETWORK.matcher(refusal).results().map(m -> m.group(1)).distinct().toList();
    return networks.isEmpty() || !networks.stream().allMatch(unheard)
        ? neighbour(command, refusal, unheard)
        : networks(networks, command, refusal);
  }

  private Optional<String> networks(List<String> networks, String command, String refusal) {
    // Where it lacks a network a container is made, and does not start.
    Stream.concat(CREATED.matcher(refusal).results(), NAMED.matcher(command).results().limit(1))
        .forEach(created -> run.run("docker rm " + created.group(1)));
    Matcher leaves = LEAVES.matcher(command);
    String member =
        leaves.find() ? "; docker network connect " + leaves.group(1) + " " + leaves.group(2) : "";
    Matcher chosen = CHOSEN.matcher(command);
    String subnet = chosen.find() ? "--subnet " + chosen.group(1) + "0/24 " : "";
    this.made.addAll(networks);
    // Of several to be taken away those that were there are gone by now.
    Stream<String> gone =
        refusal
            .lines()
            .filter(line -> command.matches("(?s).*\\snetwork rm .*\\b\\Q" + line + "\\E\\b.*"));
    return made(
        Stream.concat(gone.filter(line -> line.matches("[\\w.-]+")), networks.stream())
            .map(name -> "docker network create " + subnet + name)
            .collect(Collectors.joining("; ", "", member)));
  }

  private Optional<String> container(String name, String command) {
    String plain = DEBIAN.matcher(command).matches() ? "debian" : "alpine";
    String image =
        SERVERS.values().stream()
            .filter(server -> name.equals(server.replaceFirst(".* ", "")))
            .findFirst()
            .orElse(WEB.matcher(name).matches() ? "nginx" : plain);
    Matcher left = LEAVES.matcher(command);
    String joined = left.find() && left.group(2).equals(name) ? left.group(1) : "none";
    boolean alone = name.matches("(?i).*none.*");
    String network = alone || !joined.equals("none") ? " --network " + joined : "";
    Optional<String> how = made("docker run -dit" + network + " --name " + name + " " + image);
    how.ifPresent(done -> made.add(name));
    return how;
  }

  /** The container that one that was made here looks for, on a network where names are known. */
  private Optional<String> neighbour(String command, String refusal, Predicate<String> unheard) {
    Matcher within = WITHIN.matcher(command);
    Matcher nobody = NOBODY.matcher(refusal);
    if (!within.matches() || !made.contains(within.group(1)) || !nobody.find()) {
      return Optional.empty();
    }
    String name = nobody.group(1);
    if (made.contains(name)) {
      return made(
          sharing()
              + "docker network connect %s %s; ".formatted(SHARED, within.group(1))
              + "docker network connect %s %s".formatted(SHARED, name));
    }
    if (!unheard.test(name) || !command.matches("(?s).*\\b" + name + "\\b.*")) {
      return Optional.empty();
    }
    Matcher port = Pattern.compile(name + "[ :/](\\d{2,5})\\b").matcher(command);
    String server = port.find() ? port.group(1) : WEB.matcher(name).matches() ? "80" : "";
    String image =
        server.isEmpty()
            ? "-it alpine"
            : SERVERS.getOrDefault(server, "busybox httpd -f -p " + server);
    Optional<String> how =
        made(
            "%sdocker network connect %s %s; docker run -d --network %s --name %s %s"
                .formatted(sharing(), SHARED, within.group(1), SHARED, name, image));
    how.ifPresent(done -> made.add(name));
    // A database needs some time before it answers.
    how.ifPresent(done -> run.run("sleep 20"));
    return how;
  }

  /** Makes the network where names are known, the first time. */
  private String sharing() {
    String network = shared ? "" : "docker network create " + SHARED + "; ";
    shared = true;
    return network;
  }

  private Optional<String> made(String command) {
    return run.run(command) == 0 ? Optional.of(command) : Optional.empty();
  }
}
