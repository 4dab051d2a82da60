package passerelle.cli.why.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Words;
import passerelle.engine.Container;
import passerelle.engine.compose.Project;
import passerelle.kernel.NetnsSnapshot;
import passerelle.lab.LabTopology;
import passerelle.network.PortBinding;

/**
 * Ports that Docker cannot publish.
 *
 * @param deed the command that was refused
 * @param made the container that it has left
 */
public record RefusedPorts(Lab lab, Deed deed, Optional<Container> made) {
  private static final Pattern RANGES = Pattern.compile("(\\d+-\\d+:)(\\d+)-\\d+");

  private static final Pattern NO_DIGITS = Pattern.compile("\\D+");

  private Makers makers() {
    return new Makers(lab, Optional.empty());
  }

  /** The port belongs to somebody else. */
  public Optional<Diagnosis> taken() {
    Optional<Container> failed =
        made.or(
            () ->
                lab.engine().containers().stream()
                    .filter(c -> !c.error().isEmpty() && deed.typed().line().contains(c.name()))
                    .findFirst());
    return failed
        .flatMap(c -> Taken.by(makers(), c).map(d -> otherwise(d, c)))
        .or(this::takenBeside);
  }

  /** A program that was to listen on a port which another one of its place has already. */
  public Optional<Diagnosis> takenBeside() {
    List<String> words = List.of(NO_DIGITS.split(deed.typed().line() + deed.effect().printed()));
    return new Sites(lab)
        .find(Words.of(deed).place(lab))
        .flatMap(
            site ->
                Engines.sockets(lab, site.netns()).stream()
                    .filter(socket -> words.contains(String.valueOf(socket.port())))
                    .findFirst()
                    .map(socket -> takenBeside(site, socket)));
  }

  private Diagnosis takenBeside(Sites.Site site, NetnsSnapshot.Socket socket) {
    int port = socket.port();
    Optional<Container> owner =
        Engines.mappings(lab).stream()
            .filter(m -> site.netns().equals(LabTopology.HOST) && m.hostPort() == port)
            .findFirst()
            .flatMap(m -> Engines.publisher(lab, m))
            .or(() -> Engines.at(lab, site));
    String line = deed.typed().line();
    String other = line.replaceAll("\\b" + port + "\\b", "" + Taken.free(lab, site.netns(), port));
    String aside = other.replaceFirst("(docker (?:compose )?exec)(?! -d) ", "$1 -d ");
    Diagnosis taken =
        Diagnosis.of(Cause.PORT_TAKEN_BESIDE, site.name(), port, socket.process())
            .by(owner.flatMap(makers()::of).or(() -> Taken.started(lab, socket.process(), port)));
    return other.equals(line)
        ? taken
        : taken.or(Remedy.at(deed.machine(), aside.equals(other) ? other + " &" : aside));
  }

  /** Rather another port than somebody else's. */
  private Diagnosis otherwise(Diagnosis taken, Container failed) {
    int port = Integer.parseInt(taken.arguments().get(1));
    Optional<PortBinding> binding =
        failed.spec().ports().bindings().stream()
            .filter(b -> b.firstHostPort() == port)
            .findFirst();
    Optional<Remedy> other =
        binding.flatMap(
            b ->
                RunLine.of(failed, makers())
                    .publishing(
                        b,
                        Bindings.text(
                            b,
                            b.hostAddress(),
                            Taken.free(lab, LabTopology.HOST, port),
                            b.containerPort()))
                    .map(RunLine::again));
    List<Remedy> remedies = new ArrayList<>(oneEach(failed, binding).stream().toList());
    remedies.addAll(other.stream().toList());
    remedies.addAll(taken.remedies());
    return taken.mendedBy(remedies);
  }

  /** A service that is to run several times needs as many ports of the host. */
  private Optional<Remedy> oneEach(Container failed, Optional<PortBinding> binding) {
    long times =
        lab.engine().containers().stream()
            .filter(c -> !ComposeText.service(c).isEmpty())
            .filter(c -> ComposeText.service(c).equals(ComposeText.service(failed)))
            .filter(c -> project(c).equals(project(failed)))
            .count();
    return binding
        .filter(b -> times > 1)
        .flatMap(
            b -> {
              String ports = b.firstHostPort() + "-" + (b.firstHostPort() + times - 1);
              String all = Bindings.text(b, b.hostAddress(), ports, b.containerPort());
              return RunLine.of(failed, makers()).publishing(b, all);
            })
        .map(line -> line.again().then(new Remedy.Step(deed.machine(), deed.typed().line())));
  }

  private static String project(Container container) {
    return container.spec().labels().getOrDefault(Project.LABEL, "");
  }

  /** As many ports of the host are to lead to as many of the container. */
  public Diagnosis unequal(MatchResult host) {
    String line = deed.typed().line();
    Matcher ranges = RANGES.matcher(line);
    Diagnosis refused =
        Diagnosis.of(
            Cause.DOCKER_REFUSED,
            deed.effect().printed().lines().findFirst().orElse("").replaceFirst("^docker: ", ""));
    if (!ranges.find()) {
      return refused;
    }
    int first = Integer.parseInt(ranges.group(2));
    int last = first + Integer.parseInt(host.group(2)) - Integer.parseInt(host.group(1));
    String all = ranges.group(1) + first + "-" + last;
    return refused.or(
        Remedy.at(
            deed.machine(),
            line.substring(0, ranges.start()) + all + line.substring(ranges.end())));
  }

  /** Published on an address that the host has not. */
  public Diagnosis foreign(String address) {
    Remedy.Step everywhere =
        new Remedy.Step(deed.machine(), deed.typed().line().replace(address + ":", ""));
    Remedy onceMore =
        made.map(c -> Remedy.onHost("docker rm -f " + c.name()).then(everywhere))
            .orElse(Remedy.NOTHING.then(everywhere));
    return Diagnosis.of(Cause.PUBLISHED_ON_FOREIGN_ADDRESS, address)
        .or(onceMore)
        .or(made.flatMap(failed -> everywhere(failed, address)));
  }

  private Optional<Remedy> everywhere(Container failed, String address) {
    return failed.spec().ports().bindings().stream()
        .filter(b -> b.hostAddress().equals(address))
        .findFirst()
        .flatMap(
            b ->
                RunLine.of(failed, makers())
                    .publishing(b, Bindings.text(b, "", b.hostPort(), b.containerPort())))
        .map(RunLine::again);
  }
}
