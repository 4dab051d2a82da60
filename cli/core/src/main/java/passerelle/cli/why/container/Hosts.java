package passerelle.cli.why.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.route.Neighbours;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;

/** Names that a place's own /etc/hosts gives to somebody else: it is asked before any server. */
final class Hosts implements Finder {
  private static final String FILE = "/etc/hosts";

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    if (attempt.from().isEmpty() || attempt.target().isEmpty()) {
      return Optional.empty();
    }
    String name = attempt.question().host();
    IpAddress address = attempt.target().get().address();
    Optional<Container> meant = Engines.called(attempt.lab(), name).filter(Container::isRunning);
    boolean other =
        meant
            .filter(c -> Engines.endpoints(c).stream().noneMatch(e -> is(e.address(), address)))
            .isPresent();
    Lab lab = attempt.lab();
    String space = attempt.from().get().space();
    boolean listed =
        lab.kernel()
            .spaces()
            .readFile(space, FILE)
            .orElse("")
            .lines()
            .anyMatch(line -> names(line, address.toString(), name));
    if (!listed) {
      return Optional.empty();
    }
    return other
        ? Optional.of(diagnosis(attempt, address, meant.get()))
        : meant.isEmpty() ? stranger(attempt, address) : Optional.empty();
  }

  /** The name is no container's, and whoever has the address does not serve the port: others do. */
  private static Optional<Diagnosis> stranger(Attempt attempt, IpAddress address) {
    Question question = attempt.question();
    boolean served = attempt.destination().isServed() || question.port() == 0;
    boolean own = attempt.destination().netns().filter(LabTopology.HOST::equals).isPresent();
    if (served && attempt.destination().netns().isPresent() || address.isLoopback() || own) {
      return Optional.empty();
    }
    String host = attempt.sites().address(LabTopology.HOST).map(IpAddress::toString).orElse("");
    if (!host.isEmpty() && Engines.isServedOnHost(attempt.lab(), question, host)) {
      return Optional.of(meaning(attempt, address, LabTopology.HOST, host));
    }
    List<Container> serving = Neighbours.candidates(attempt).toList();
    return serving.size() == 1
        ? Neighbours.addresses(serving.get(0))
            .map(other -> meaning(attempt, address, serving.get(0).name(), other))
            .findFirst()
        : nobody(attempt, address);
  }

  /** The file gives the name an address that nobody has. */
  private static Optional<Diagnosis> nobody(Attempt attempt, IpAddress address) {
    Spot spot = new Spot(attempt.lab(), attempt.from().orElseThrow().netns());
    String name = attempt.question().host();
    Optional<Container> asking = Engines.at(attempt.lab(), attempt.from().get());
    Optional<String> made = asking.flatMap(attempt.makers()::of);
    return Routing.holders(attempt.lab(), address).isEmpty()
        ? Optional.of(
            Diagnosis.of(Cause.HOSTS_FILE_NOBODY, spot.name(), name, address)
                .by(spot.written(FILE, name).or(() -> made))
                .or(
                    asking
                        .map(c -> madeAgain(attempt, c, name + ":" + address))
                        .orElseGet(() -> spot.doing("sed -i '/ " + name + "$/d' " + FILE))))
        : Optional.empty();
  }

  /** The file is to say another address, that of somebody who serves the port. */
  private static Diagnosis meaning(
      Attempt attempt, IpAddress address, String server, String other) {
    Spot spot = new Spot(attempt.lab(), attempt.from().orElseThrow().netns());
    String name = attempt.question().host();
    Optional<Container> asking = Engines.at(attempt.lab(), attempt.from().get());
    Optional<String> made = asking.flatMap(attempt.makers()::of);
    List<Remedy> corrected =
        asking
            .flatMap(c -> RunLine.of(c, attempt.makers()).hosting(name, address, other))
            .map(line -> List.of(line.again()))
            .orElseGet(() -> spot.doing("sed -i 's/^" + address + "\\b/" + other + "/' " + FILE));
    return Diagnosis.of(Cause.HOSTS_FILE, spot.name(), name, address, server, other)
        .by(spot.written(FILE, name).or(() -> made))
        .or(corrected);
  }

  private static boolean is(Optional<IpAddress> one, IpAddress other) {
    return one.filter(other::equals).isPresent();
  }

  private static boolean names(String line, String address, String name) {
    List<String> words = List.of(line.replaceFirst("#.*", "").strip().split("\\s+"));
    return words.get(0).equals(address) && words.subList(1, words.size()).contains(name);
  }

  private static Diagnosis diagnosis(Attempt attempt, IpAddress address, Container meant) {
    Lab lab = attempt.lab();
    Spot spot = new Spot(lab, attempt.from().orElseThrow().netns());
    String name = attempt.question().host();
    String now =
        Engines.endpoints(meant).stream()
            .flatMap(e -> e.address().stream())
            .map(IpAddress::toString)
            .findFirst()
            .orElse("?");
    Optional<Container> asking = Engines.at(lab, attempt.from().get());
    Optional<String> edited = spot.written(FILE, name);
    List<Remedy> remedies = new ArrayList<>();
    if (asking.isPresent()) {
      remedies.addAll(madeAgain(attempt, asking.get(), name + ":" + address));
    } else {
      remedies.addAll(spot.doing("sed -i '/ " + name + "$/d' " + FILE));
    }
    return Diagnosis.of(Cause.HOSTS_FILE, spot.name(), name, address, meant.name(), now)
        .by(edited.or(() -> asking.flatMap(attempt.makers()::of)))
        .or(remedies)
        .or(Remedy.ask(attempt.question().at(now, attempt.question().port())));
  }

  /** Docker writes the file anew when the container starts, and with it what was asked for. */
  private static List<Remedy> madeAgain(Attempt attempt, Container asking, String entry) {
    RunLine line = RunLine.of(asking, attempt.makers());
    List<Remedy> remedies = new ArrayList<>();
    remedies.add(Remedy.onHost("docker restart " + asking.name()));
    remedies.add(line.omitting("--add-host", entry).again());
    remedies.add(line.without("--hostname", "-h").again());
    remedies.add(line.again());
    return remedies;
  }
}
