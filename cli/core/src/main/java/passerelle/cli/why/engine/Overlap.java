package passerelle.cli.why.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.network.Endpoint;
import passerelle.network.Network;

/** A network whose subnet is somebody else's, too. */
public final class Overlap {
  private static final String DAEMON_FILE = "/etc/docker/daemon.json";

  /** A subnet that Docker would not choose itself, and that few others do. */
  private static final String FREE = "172.30.0.0/24";

  private Overlap() {}

  /** The diagnosis, with the network made again on a subnet that Docker chooses. */
  public static Diagnosis of(Makers makers, Network network, IpAddress address) {
    return mended(
        Diagnosis.of(
            Cause.OVERLAPPING_SUBNETS, network.name(), network.subnet().orElseThrow(), address),
        makers,
        network);
  }

  /** With who made the network, and the network made again elsewhere. */
  public static Diagnosis mended(Diagnosis overlap, Makers makers, Network network) {
    Optional<String> maker = makers.of(network);
    return overlap
        .by(maker.or(() -> host(makers.lab()).typed(DAEMON_FILE)))
        .or(composed(makers, network))
        .or(network.isPredefined() ? withoutFile(makers, network) : again(makers, network, maker));
  }

  /** Compose makes it again on another subnet, which its file names. */
  private static Optional<Remedy> composed(Makers makers, Network network) {
    String subnet = network.subnet().orElseThrow().toString();
    return on(makers, network)
        .flatMap(c -> ComposeText.of(makers.lab(), c).stream())
        .flatMap(
            text ->
                IntStream.range(0, text.lines().size())
                    .boxed()
                    .flatMap(i -> text.replacingText(i, subnet, FREE).stream())
                    .map(edit -> composed(text, edit)))
        .findFirst();
  }

  /** A network is made again when nobody is on it. */
  private static Remedy composed(ComposeText text, String edit) {
    List<Remedy.Step> steps = new ArrayList<>(text.edited(List.of(edit)).steps());
    steps.add(1, new Remedy.Step(LabTopology.HOST, text.command("down")));
    return new Remedy(steps, Optional.empty());
  }

  /** Who is on it, and stays when a command has ended. */
  private static Stream<Container> on(Makers makers, Network network) {
    return makers.lab().engine().containers().stream()
        .filter(c -> makers.standInFor(c).isEmpty())
        .filter(
            c ->
                Engines.endpoints(c).stream()
                    .map(Endpoint::network)
                    .anyMatch(n -> n.id().equals(network.id())));
  }

  private static Spot host(Lab lab) {
    return new Spot(lab, LabTopology.HOST);
  }

  /** The default bridge has its subnet from the daemon's file. */
  private static Remedy withoutFile(Makers makers, Network network) {
    List<String> lines = new ArrayList<>();
    lines.add("rm " + DAEMON_FILE);
    // Docker takes the bridge that it finds as it is.
    network.device().ifPresent(device -> lines.add("ip link del " + device));
    lines.add("systemctl restart docker");
    makers.lab().engine().containers().stream()
        .filter(c -> c.isRunning() && makers.standInFor(c).isEmpty())
        .forEach(c -> lines.add("docker restart " + c.name()));
    return Remedy.onHost(lines.toArray(String[]::new));
  }

  /** The network made again on a subnet that Docker chooses, with who is on it. */
  static Remedy again(Makers makers, Network network, Optional<String> maker) {
    List<String> there = on(makers, network).map(Container::name).toList();
    List<String> commands = new ArrayList<>();
    there.forEach(c -> commands.add("docker network disconnect " + network.name() + " " + c));
    commands.add("docker network rm " + network.name());
    String anew = anew(network, maker);
    boolean same = maker.filter(line -> line.endsWith(anew)).isPresent();
    // What Docker has chosen it would choose again.
    commands.add(same ? anew.replaceFirst(" create", " create --subnet " + FREE) : anew);
    there.forEach(c -> commands.add("docker network connect " + network.name() + " " + c));
    return Remedy.onHost(commands.toArray(String[]::new));
  }

  /** What made a network, without what tells its addresses. */
  public static String anew(Network network, Optional<String> maker) {
    return maker
        .map(line -> line.replaceFirst("^\\S+[$#>] ", ""))
        .filter(line -> line.startsWith("docker network create"))
        .map(line -> line.replaceAll("\\s--(subnet|gateway|ip-range|aux-address)[= ]\\S+", ""))
        .orElse("docker network create " + network.name());
  }
}
