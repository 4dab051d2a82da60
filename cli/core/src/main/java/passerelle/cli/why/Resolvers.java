package passerelle.cli.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.cli.lab.Sites;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;

/**
 * The name servers that a place asks in the end, and who told it so.
 *
 * @param asking the container that the place is; empty for a machine
 */
record Resolvers(Attempt attempt, Sites.Site from, Optional<Container> asking) {
  private static final String FILE = "/etc/resolv.conf";
  private static final String DAEMON_FILE = "/etc/docker/daemon.json";
  private static final String EMBEDDED = "127.0.0.11";

  /** Behind Docker's own server the servers that this one asks. */
  List<String> servers() {
    List<String> own = nameservers(from.space());
    if (!own.equals(List.of(EMBEDDED))) {
      return own;
    }
    List<String> given = asking.map(c -> c.spec().naming().dns()).orElse(List.of());
    return given.isEmpty() ? nameservers(LabTopology.HOST) : given;
  }

  private List<String> nameservers(String space) {
    String text = attempt.lab().kernel().spaces().readFile(space, FILE).orElse("");
    return text.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 1 && words[0].equals("nameserver"))
        .map(words -> words[1])
        .toList();
  }

  /** A silent server, with who named it, what is behind it, and the ways to name another. */
  Diagnosis behind(Diagnosis silent, Optional<Diagnosis> cause) {
    boolean given = asking.filter(c -> !c.spec().naming().dns().isEmpty()).isPresent();
    if (given) {
      RunLine line = RunLine.of(asking.get(), attempt.makers());
      return silent
          .by(attempt.makers().of(asking.get()))
          .or(line.without("--dns").again())
          .because(cause);
    }
    Spot host = new Spot(attempt.lab(), LabTopology.HOST);
    String server = servers().stream().findFirst().orElse("");
    Optional<String> here =
        host.typed(FILE, from.name())
            .or(() -> host.typed(FILE).filter(line -> line.startsWith(from.name())));
    Optional<String> onHost = host.typed(FILE).filter(line -> here.isEmpty());
    Optional<String> daemon = host.typed(DAEMON_FILE, server);
    Diagnosis found =
        silent
            .by(here.or(() -> onHost).or(() -> daemon))
            .or(here.map(line -> here()).orElse(List.of()))
            .or(onHost.map(line -> written(LabTopology.HOST)).orElse(List.of()))
            .or(daemon.map(line -> withoutFile()).orElse(List.of()));
    return found.because(cause);
  }

  /** The file of the place itself is written: by Docker when it starts, or by hand. */
  private List<Remedy> here() {
    List<Remedy> remedies = new ArrayList<>();
    asking.map(c -> Remedy.onHost(restart(c))).ifPresent(remedies::add);
    remedies.addAll(written(from.name()));
    return remedies;
  }

  private List<Remedy> written(String place) {
    Remedy written = Remedy.at(place, "echo nameserver " + LabTopology.DNS_SERVER + " > " + FILE);
    return asking
        .map(c -> List.of(written, written.then(Remedy.onHost(restart(c)))))
        .orElse(List.of(written));
  }

  private List<Remedy> withoutFile() {
    Remedy without = Remedy.onHost("rm " + DAEMON_FILE, "systemctl restart docker");
    return asking
        .map(
            c ->
                List.of(
                    without.then(Remedy.onHost("docker start " + c.name())),
                    without.then(Remedy.onHost(restart(c)))))
        .orElse(List.of(without));
  }

  private static String restart(Container container) {
    return "docker restart " + container.name();
  }
}
