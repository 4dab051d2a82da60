package passerelle.cli.why.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.network.Network;

/**
 * The name servers that a place asks in the end, and who told it so.
 *
 * @param asking the container that the place is; empty for a machine
 */
record Resolvers(Attempt attempt, Sites.Site from, Optional<Container> asking) {
  private static final String FILE = "/etc/resolv.conf";
  private static final String DAEMON_FILE = "/etc/docker/daemon.json";
  private static final String NOTE = "# ExtServers: ";

  /** In that note, where an address that the host asks stands in parentheses. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]*[.:][0-9A-Fa-f.:]+");

  /** Behind Docker's own server the servers that this one asks. */
  List<String> servers() {
    List<String> own = nameservers(from.space());
    if (!own.equals(List.of(Engines.NAME_SERVER))) {
      return own;
    }
    List<String> given = asking.map(c -> c.spec().naming().dns()).orElse(List.of());
    List<String> written = given.isEmpty() ? forwarded() : given;
    return written.isEmpty() ? nameservers(LabTopology.HOST) : written;
  }

  /** The servers that Docker's own asks, as Docker notes them in the file. */
  private List<String> forwarded() {
    return text(from.space())
        .lines()
        .filter(line -> line.startsWith(NOTE))
        .flatMap(line -> ADDRESS.matcher(line.substring(NOTE.length())).results())
        .map(MatchResult::group)
        .toList();
  }

  /** Who asks a server: Docker's own may do so as the host, which it notes. */
  String asker(String server) {
    boolean asHost =
        text(from.space())
            .lines()
            .anyMatch(line -> line.startsWith(NOTE) && line.contains("host(" + server + ")"));
    return asHost ? LabTopology.HOST : from.name();
  }

  private String text(String space) {
    String file = ownFile().orElse(FILE);
    return attempt.lab().kernel().spaces().readFile(space, file).orElse("");
  }

  private static String naming(String file) {
    return "echo nameserver " + LabTopology.DNS_SERVER + " > " + file;
  }

  /** A namespace made by hand may have a file of its own, which stands over the host's. */
  private Optional<String> ownFile() {
    String file = "/etc/netns/" + from.netns() + "/resolv.conf";
    return from.isMadeByHand()
        ? attempt.lab().kernel().spaces().readFile(from.space(), file).map(text -> file)
        : Optional.empty();
  }

  /** Of a file that names none, the machine itself is asked (resolv.conf(5)). */
  private List<String> nameservers(String space) {
    List<String> named =
        text(space)
            .lines()
            .map(line -> line.strip().split("\\s+"))
            .filter(words -> words.length > 1 && words[0].equals("nameserver"))
            .map(words -> words[1])
            .toList();
    return named.isEmpty() ? List.of("127.0.0.1") : named;
  }

  /**
   * The place does not ask Docker's own server, which alone knows the containers of its networks.
   */
  Optional<Diagnosis> replaced() {
    List<String> own = nameservers(from.space());
    boolean embedded =
        asking
            .filter(c -> !Engines.isOnHost(c))
            .filter(c -> Engines.networks(c).stream().anyMatch(Network::isUserDefined))
            .isPresent();
    if (!embedded || own.get(0).equals(Engines.NAME_SERVER)) {
      return Optional.empty();
    }
    RunLine line = RunLine.of(asking.get(), attempt.makers());
    return Optional.of(
        Diagnosis.of(Cause.NAME_SERVER_REPLACED, from.name(), own.get(0))
            .by(writtenHere().or(() -> attempt.makers().of(asking.get())))
            .or(Remedy.onHost(restart(asking.get())))
            .or(
                line.options().stream()
                    .filter(option -> option.stream().anyMatch(word -> word.contains(FILE)))
                    .map(option -> line.leaving(option).again())
                    .toList()));
  }

  /** What was typed, in the place or on the host, that wrote the place's file. */
  private Optional<String> writtenHere() {
    Spot host = new Spot(attempt.lab(), LabTopology.HOST);
    return host.written(FILE, from.name())
        .or(() -> host.written(FILE).filter(line -> line.startsWith(from.name())));
  }

  /** A silent server, with who named it, what is behind it, and the ways to name another. */
  Diagnosis behind(Diagnosis silent, Optional<Diagnosis> cause) {
    boolean given = asking.filter(c -> !c.spec().naming().dns().isEmpty()).isPresent();
    if (given) {
      RunLine line = RunLine.of(asking.get(), attempt.makers());
      return silent
          .by(attempt.makers().of(asking.get()))
          .because(cause)
          .or(line.without("--dns").again());
    }
    Spot host = new Spot(attempt.lab(), LabTopology.HOST);
    if (ownFile().isPresent()) {
      return silent
          .by(host.written(ownFile().get()))
          .or(Remedy.onHost(naming(ownFile().get())))
          .because(cause);
    }
    String server = servers().get(0);
    Optional<String> here = writtenHere();
    Optional<String> onHost = host.written(FILE).filter(line -> here.isEmpty());
    Optional<String> daemon = host.written(DAEMON_FILE, server);
    Diagnosis found =
        silent
            .by(here.or(() -> onHost).or(() -> daemon))
            .or(here.map(line -> here()).orElse(List.of()))
            .or(onHost.map(line -> written(LabTopology.HOST)).orElse(List.of()))
            .or(daemon.map(line -> daemonAsking(server)).orElse(List.of()));
    // Who is asked by a file's fault has its own maker, who has done nothing wrong.
    boolean itself = here.isPresent() && server.startsWith("127.");
    return found.because(itself ? cause.map(d -> d.by(Optional.empty())) : cause);
  }

  /** The file of the place itself is written: by Docker when it starts, or by hand. */
  private List<Remedy> here() {
    List<Remedy> remedies = new ArrayList<>();
    asking.map(c -> Remedy.onHost(restart(c))).ifPresent(remedies::add);
    remedies.addAll(written(from.name()));
    return remedies;
  }

  private List<Remedy> written(String place) {
    Remedy written = Remedy.at(place, naming(FILE));
    return asking
        .map(c -> List.of(written, written.then(Remedy.onHost(restart(c)))))
        .orElse(List.of(written));
  }

  /** The daemon's file names another server. */
  private List<Remedy> daemonAsking(String server) {
    String edit = "s/" + server + "/" + LabTopology.DNS_SERVER + "/";
    Remedy other =
        Remedy.onHost("sed -i '" + edit + "' " + DAEMON_FILE, "systemctl restart docker");
    return asking
        .map(
            c ->
                List.of(
                    other.then(Remedy.onHost("docker start " + c.name())),
                    other.then(Remedy.onHost(restart(c)))))
        .orElse(List.of(other));
  }

  private static String restart(Container container) {
    return "docker restart " + container.name();
  }
}
