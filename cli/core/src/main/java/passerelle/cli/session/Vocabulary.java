package passerelle.cli.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import passerelle.cli.command.Pages;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.engine.Volume;
import passerelle.engine.compose.Project;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.RulesView;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Table;
import passerelle.network.Network;
import passerelle.sim.userland.Toolsets;
import passerelle.text.WordList;

/** The words that mean something in a lab at this moment, by what they name. */
final class Vocabulary {
  private static final List<String> BUILTINS =
      List.of("cd", "echo", "exit", "export", "for", "if", "jobs", "kill", "pwd", "test", "while");

  private static final List<String> MORE_BUILTINS =
      WordList.of(
          """
          bg break command continue declare do done else eval exec false fg fi help let local
          logout printf read return set shift source then trap true type unset wait
          """);

  private static final List<String> TARGETS =
      List.of(
          "ACCEPT", "DROP", "REJECT", "RETURN", "LOG", "DNAT", "SNAT", "MASQUERADE", "REDIRECT");

  private final Session session;
  private final DockerHelp dockerHelp = new DockerHelp();

  Vocabulary(Session session) {
    this.session = session;
  }

  private Lab lab() {
    return session.lab();
  }

  /** What a line may begin with at a place. */
  List<String> commands(Spot spot) {
    List<String> all = new ArrayList<>(session.commands().names());
    all.addAll(session.handledWords());
    all.addAll(places());
    if (!spot.isLab()) {
      all.addAll(offered(spot));
      all.addAll(BUILTINS);
    }
    return all;
  }

  /**
   * Whether a line may begin with that word, also with one of the shell's that is too short or too
   * rare to be offered. Asked at each key, so that it looks at nothing that grows with the lab.
   */
  boolean isCommand(Spot spot, String word) {
    return isOfTheLab(word)
        || session.whereabouts().isPlace(word)
        || MORE_BUILTINS.contains(word)
        || !spot.isLab()
            && (BUILTINS.contains(word)
                || lab().programs(spot.space()).contains(word) && isOffered(word));
  }

  /** A command of the lab, which is no program of a machine. */
  boolean isOfTheLab(String word) {
    return session.commands().names().contains(word) || session.handledWords().contains(word);
  }

  /** The programs of a place but for those that only say that they do nothing. */
  List<String> offered(Spot spot) {
    return programs(spot).stream().filter(Vocabulary::isOffered).toList();
  }

  private static boolean isOffered(String program) {
    return !Toolsets.unmodelled().contains(program) || Pages.of(List.of(program)).isPresent();
  }

  /** The programs of a place; at {@code lab>} those of the host. */
  List<String> programs(Spot spot) {
    return List.copyOf(lab().programs(spot.space()));
  }

  /** The programs of a running container. */
  List<String> programsOf(String container) {
    return programs(session.whereabouts().spot(container + "# "));
  }

  /** What {@code help} has pages about. */
  List<String> topics() {
    return session.commands().topics();
  }

  List<String> lessons() {
    return session.afterHandled(List.of("lesson"));
  }

  /** The machines, and the containers that run. */
  List<String> places() {
    return session.whereabouts().names();
  }

  /** The first address of a machine or a running container that others can reach. */
  Optional<String> address(String place) {
    return snapshot(session.whereabouts().netns(place)).links().stream()
        .flatMap(link -> link.addresses().stream())
        .map(inet -> inet.address().address())
        .filter(address -> !address.isLoopback())
        .map(Object::toString)
        .findFirst();
  }

  List<String> containers() {
    return lab().engines().containers().stream().map(Container::name).toList();
  }

  List<String> runningContainers() {
    return lab().engines().containers().stream()
        .filter(Container::isRunning)
        .map(Container::name)
        .toList();
  }

  /** The services of what docker compose has made. */
  List<String> services() {
    return lab().engines().containers().stream()
        .map(container -> container.spec().labels().get(Project.SERVICE))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  List<String> networks() {
    return lab().engine().networks().stream().map(Network::name).toList();
  }

  List<String> volumes() {
    return lab().engine().volumes().all().stream().map(Volume::name).toList();
  }

  /** The containers that were made from an image. */
  List<String> madeFrom(String image) {
    return lab().engines().containers().stream()
        .filter(container -> container.spec().image().equals(image))
        .map(Container::name)
        .toList();
  }

  /** The images of the catalogue, without the tag that is meant when there is none. */
  List<String> images() {
    return lab().engine().images().stream()
        .flatMap(image -> image.references().stream())
        .map(name -> name.endsWith(":latest") ? name.substring(0, name.length() - 7) : name)
        .toList();
  }

  List<String> devices(String netns) {
    return snapshot(netns).links().stream().map(LinkView::name).toList();
  }

  private NetnsSnapshot snapshot(String netns) {
    return lab().kernel().view().snapshot(netns);
  }

  /** The tables of iptables, the usual ones first. */
  List<String> tables() {
    return Stream.of(Table.FILTER, Table.NAT, Table.MANGLE, Table.RAW).map(Table::label).toList();
  }

  /** The chains of a table, those built in first; none for a table that is not there. */
  List<String> chains(String netns, String table) {
    Set<String> chains = new LinkedHashSet<>();
    Table.ofLabel(table).ifPresent(t -> t.hooks().stream().map(Hook::name).forEach(chains::add));
    snapshot(netns).rules().chains().stream()
        .map(RulesView.Chain::reference)
        .filter(chain -> chain.table().equals(table))
        .forEach(chain -> chains.add(chain.name()));
    return List.copyOf(chains);
  }

  /** What a rule of a table may jump to: the targets, and the chains that somebody made. */
  List<String> targets(String netns, String table) {
    List<String> all = new ArrayList<>(TARGETS);
    all.addAll(chains(netns, table));
    return all;
  }

  /** The commands of docker, or of one of its groups; none below a command. */
  List<String> dockerCommands(List<String> path) {
    return dockerHelp.commands(lab().engine(), path);
  }

  /** The long options of a docker command. */
  List<String> dockerOptions(List<String> path) {
    return dockerHelp.options(lab().engine(), path);
  }

  /** Those of the first words after {@code docker} that name groups and a command. */
  List<String> dockerPath(List<String> words) {
    return words.subList(0, dockerHelp.depth(lab().engine(), words));
  }
}
