package passerelle.cli.why.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Spot;
import passerelle.cli.why.typed.Words;
import passerelle.engine.Container;
import passerelle.engine.EngineEvent;
import passerelle.kernel.op.RouteSpec;
import passerelle.lab.LabTopology;
import passerelle.network.Network;
import passerelle.text.Nearest;

/**
 * Networks that Docker does not make, or does not remove.
 *
 * @param deed the command that it refused
 * @param made the container that it has left
 */
public record RefusedNetworks(Lab lab, Deed deed, Optional<Container> made) {
  private static final Pattern CONNECT =
      Pattern.compile("network connect (?:-\\S+ )*(\\S+) (\\S+)");

  private static final Pattern SUBNET = Pattern.compile("--subnet[= ](\\S+)");
  private static final Pattern SHARED = Pattern.compile("--net(?:work)?[= ]container:(\\S+)");
  private static final Pattern PUBLISHED = Pattern.compile(" (?:-p|--publish)[= ]?(\\S+)");
  private static final Pattern SERVICE = Pattern.compile("network_mode: *[\"']?service:([\\w.-]+)");
  private static final Pattern COMPOSE_FILE = Pattern.compile("(?:-f|--file)[= ](\\S+)");

  private Makers makers() {
    return new Makers(lab, Optional.empty());
  }

  private Remedy.Step again() {
    return new Remedy.Step(deed.machine(), deed.typed().line());
  }

  /**
   * A network that there is not.
   *
   * @param network its name or id
   */
  public Diagnosis absent(String network) {
    return removed(network).orElseGet(() -> unknown(network));
  }

  private Diagnosis unknown(String name) {
    Diagnosis missing = Diagnosis.of(Cause.NETWORK_MISSING, name);
    String line = deed.typed().line();
    List<String> known = lab.engine().networks().stream().map(Network::name).toList();
    // Compose calls the network "front" of the project "shop" shop_front.
    Stream<String> composed =
        known.stream().filter(n -> n.startsWith(name + "_") || n.endsWith("_" + name));
    Remedy removed = made.map(c -> Remedy.onHost("docker rm " + c.name())).orElse(Remedy.NOTHING);
    for (String near : Stream.concat(Nearest.of(name, known).stream(), composed).toList()) {
      String other = line.replaceAll("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])", near);
      missing = missing.or(removed.then(new Remedy.Step(deed.machine(), other)));
    }
    String create = "docker network create " + name;
    return missing
        .or(new RefusedCompose(lab, deed).otherProjects(name))
        .or(
            made.map(c -> Remedy.onHost(create, "docker start " + c.name()))
                .orElseGet(() -> Remedy.onHost(create).then(again())));
  }

  /** A container asks for a network by its id, and that network was removed. */
  private Optional<Diagnosis> removed(String id) {
    Optional<EngineEvent> gone =
        lab.engine().events().past().stream()
            .filter(e -> e.type().equals("network") && e.action().equals("destroy"))
            .filter(e -> e.actor().equals(id))
            .findFirst();
    return gone.map(
        event -> {
          String name = event.attributes().getOrDefault("name", id);
          boolean anew = lab.engine().networks().stream().anyMatch(n -> n.name().equals(name));
          Optional<Container> asking =
              Words.of(deed).all().stream()
                  .flatMap(word -> Engines.called(lab, word).stream())
                  .findFirst();
          Diagnosis missing =
              Diagnosis.of(
                      anew ? Cause.NETWORK_MADE_ANEW : Cause.NETWORK_MISSING,
                      name,
                      asking.map(Container::name).orElse("?"))
                  .by(makers().at(event.time()).map(Deed::told));
          if (deed.typed().line().startsWith("docker compose")) {
            return missing.or(Remedy.at(deed.machine(), "docker compose up -d --force-recreate"));
          }
          Remedy create = anew ? Remedy.NOTHING : Remedy.onHost("docker network create " + name);
          return missing.or(asking.map(c -> create.then(RunLine.of(c, makers()).again())));
        });
  }

  /** Ports of a shared namespace are published by its owner. */
  public Diagnosis sharedPublishes() {
    String line = deed.typed().line();
    Matcher mode = SHARED.matcher(line);
    String owner = mode.find() ? mode.group(1) : composed().orElse("?");
    String without = line.replaceAll(" (-p|--publish)[= ]?\\S+", "");
    return Diagnosis.of(Cause.SHARED_NAMESPACE_PUBLISHES_NOTHING, owner)
        .by(Engines.called(lab, owner).flatMap(makers()::of))
        .or(new RefusedCompose(lab, deed).publishedBy(owner))
        .or(Engines.called(lab, owner).flatMap(o -> published(o, line, without)))
        .or(new Remedy(List.of(new Remedy.Step(deed.machine(), without)), Optional.empty()));
  }

  /** The owner made again with the ports, and then who lives with it. */
  private Optional<Remedy> published(Container owner, String line, String without) {
    boolean alone =
        lab.engine().containers().stream()
            .noneMatch(c -> Engines.owner(lab, c).filter(owner::equals).isPresent());
    RunLine made = RunLine.of(owner, makers());
    for (MatchResult port : PUBLISHED.matcher(line).results().toList()) {
      made = made.with("-p", port.group(1));
    }
    Remedy.Step again = new Remedy.Step(deed.machine(), without);
    return alone && line.contains("docker run")
        ? Optional.of(made.again().then(again))
        : Optional.empty();
  }

  /**
   * A container made with none has to leave that before it joins another network; one that lives in
   * another's namespace has to be made anew, to live apart.
   *
   * @param shared what is said of such a namespace; null where none is shared
   */
  public Optional<Diagnosis> besides(String shared) {
    Matcher connect = CONNECT.matcher(deed.typed().line());
    return connect.find()
        ? Engines.called(lab, connect.group(2))
            .map(c -> (shared == null ? none(c) : apart(c, connect.group(1))).by(makers().of(c)))
        : Optional.empty();
  }

  private Diagnosis none(Container joining) {
    String leave = "docker network disconnect none " + joining.name();
    return Diagnosis.of(Cause.NO_NETWORK, joining.name()).or(Remedy.onHost(leave).then(again()));
  }

  private Diagnosis apart(Container joining, String network) {
    String owner = Engines.owner(lab, joining).map(Container::name).orElse(LabTopology.HOST);
    return Diagnosis.of(Cause.SHARED_NAMESPACE_JOINS_NOTHING, joining.name(), owner)
        .or(
            RunLine.of(joining, makers())
                .without("--network", "--net")
                .with("--network", network)
                .again());
  }

  /** The service in whose namespace another one of the Compose file lives. */
  private Optional<String> composed() {
    Matcher file = COMPOSE_FILE.matcher(deed.typed().line());
    String name = file.find() ? file.group(1) : "compose.y*ml docker-compose.y*ml";
    Matcher service =
        SERVICE.matcher(
            new Spot(lab, deed.machine()).output("cat " + name + " 2> /dev/null; true"));
    return service.find() ? Optional.of(service.group(1)) : Optional.empty();
  }

  /** A network cannot be removed while containers are on it. */
  public Diagnosis inUse(String name) {
    List<String> there =
        lab.engine().containers().stream()
            .filter(c -> Engines.networks(c).stream().anyMatch(n -> n.name().equals(name)))
            .map(Container::name)
            .toList();
    String[] leaving =
        there.stream()
            .map(container -> "docker network disconnect " + name + " " + container)
            .toArray(String[]::new);
    return Diagnosis.of(Cause.NETWORK_IN_USE, name, String.join(", ", there))
        .by(Engines.called(lab, there.isEmpty() ? "" : there.get(0)).flatMap(makers()::of))
        .or(Remedy.onHost(leaving).then(again()));
  }

  /** Docker takes none of its own subnets that a route of the host covers, a VPN's say. */
  public Diagnosis poolsTaken() {
    Spot host = new Spot(lab, LabTopology.HOST);
    Optional<RouteSpec> route =
        lab.kernel().view().routes(LabTopology.HOST).stream()
            .filter(r -> r.table() == RouteSpec.MAIN && !r.destination().isAll())
            .min(Comparator.comparing(r -> r.destination().length()));
    return Diagnosis.of(Cause.POOLS_TAKEN, route.map(Object::toString).orElse("-"))
        .by(route.flatMap(host::routed))
        .or(
            IntStream.range(30, 34)
                .mapToObj(second -> " --subnet 10." + second + ".0.0/24 ")
                .map(subnet -> deed.typed().line().replaceFirst("(network create) ", "$1" + subnet))
                .map(
                    line ->
                        new Remedy(
                            List.of(new Remedy.Step(deed.machine(), line)), Optional.empty()))
                .toList());
  }

  /** One of some addresses is the host's own on a network. */
  public Optional<Diagnosis> gateway(List<String> addresses) {
    return lab.engine().networks().stream()
        .filter(n -> n.gateway().map(Object::toString).filter(addresses::contains).isPresent())
        .findFirst()
        .map(
            n ->
                Diagnosis.of(Cause.ADDRESS_OF_GATEWAY, n.gateway().orElseThrow(), n.name())
                    .by(makers().of(n)));
  }

  /** A subnet in which every address is somebody's. */
  public Optional<Diagnosis> full(String name) {
    Optional<Network> network =
        lab.engine().networks().stream().filter(n -> n.name().equals(name)).findFirst();
    Remedy removed =
        made.map(c -> Remedy.onHost("docker rm -f " + c.name())).orElse(Remedy.NOTHING);
    return network.map(
        n ->
            Diagnosis.of(Cause.SUBNET_FULL, name, n.subnet().map(Object::toString).orElse("?"))
                .by(makers().of(n))
                .or(removed.then(Overlap.again(makers(), n, makers().of(n))).then(again())));
  }

  public Diagnosis poolOverlaps() {
    Matcher asked = SUBNET.matcher(deed.typed().line());
    String subnet = asked.find() ? asked.group(1) : "";
    Optional<Network> other = Engines.overlapping(lab, subnet);
    Diagnosis overlaps =
        Diagnosis.of(
                Cause.SUBNET_TAKEN,
                subnet,
                other.map(Network::name).orElse("?"),
                other.flatMap(Network::subnet).map(Object::toString).orElse("?"))
            .by(other.flatMap(makers()::of));
    for (int third = 30; third < 34; third++) {
      overlaps = overlaps.or(changed("10." + third + ".0.0/24"));
    }
    return overlaps;
  }

  /** The line with another subnet, and without the addresses that were in the first. */
  private Remedy changed(String subnet) {
    String line =
        deed.typed()
            .line()
            .replaceFirst("(--subnet[= ])\\S+", "$1" + subnet)
            .replaceAll(" --(gateway|ip-range)[= ]\\S+", "");
    return new Remedy(List.of(new Remedy.Step(deed.machine(), line)), Optional.empty());
  }
}
