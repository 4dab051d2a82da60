package passerelle.scenarios.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Compares the state of the network namespaces, part by part. */
final class SnapshotComparison {
  private static final long SECOND = 1_000_000_000L;

  /** The last packet of a connection may have come at another moment of its command. */
  private static final long PAUSE_SECONDS = 3;

  private static final String SYSCTLS = "sysctls";

  private final Observation sim;
  private final Observation real;
  private final Set<Conversation.Station> simStations;
  private final Set<Conversation.Station> realStations;
  private final Set<Conversation.Asker> simStrangers;
  private final Set<Conversation.Asker> realStrangers;
  private final List<Difference> found = new ArrayList<>();

  private SnapshotComparison(Observation sim, Observation real) {
    this.sim = sim;
    this.real = real;
    this.simStations = Conversation.stations(sim.frames());
    this.realStations = Conversation.stations(real.frames());
    this.simStrangers = Conversation.strangers(sim.frames());
    this.realStrangers = Conversation.strangers(real.frames());
  }

  /** What differs at the end of two runs, place by place. */
  static List<Difference> between(Observation sim, Observation real) {
    SnapshotComparison comparison = new SnapshotComparison(sim, real);
    Set<String> places = new LinkedHashSet<>(sim.snapshots().keySet());
    places.addAll(real.snapshots().keySet());
    places.forEach(comparison::compare);
    return comparison.found;
  }

  private void compare(String place) {
    Optional<SnapshotText> simulated = text(sim, simStations, simStrangers, place);
    Optional<SnapshotText> actual = text(real, realStations, realStrangers, place);
    Map<String, String> expected = parts(simulated);
    Map<String, String> got = parts(actual);
    Set<String> names = new LinkedHashSet<>(expected.keySet());
    names.addAll(got.keySet());
    names.forEach(
        name -> compare(place, name, expected.getOrDefault(name, ""), got.getOrDefault(name, "")));
    compareConnections(place, connections(simulated), connections(actual));
    if (simulated.isPresent() && actual.isPresent()) {
      Map<String, String> modelled = simulated.get().sysctls();
      compare(
          place,
          SYSCTLS,
          settings(modelled, modelled.keySet()),
          settings(actual.get().sysctls(), modelled.keySet()));
    }
  }

  /** What has been forgotten in one run would still be known, had it not taken longer. */
  private void compareConnections(
      String place, List<NamedConnection> simulated, List<NamedConnection> actual) {
    long longer = Math.abs(sim.lasted() - real.lasted()) / SECOND + PAUSE_SECONDS;
    List<NamedConnection> simOnly = less(simulated, actual);
    List<NamedConnection> realOnly = less(actual, simulated);
    Predicate<NamedConnection> dying = c -> c.secondsLeft() <= longer;
    if (!simOnly.stream().allMatch(dying) || !realOnly.stream().allMatch(dying)) {
      compare(place, "conntrack", text(simulated), text(actual));
    }
  }

  /** Without as many of each as the others have; what stays are the oldest. */
  private static List<NamedConnection> less(
      List<NamedConnection> all, List<NamedConnection> others) {
    List<String> found = new ArrayList<>(others.stream().map(NamedConnection::line).toList());
    List<NamedConnection> left = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (!found.remove(all.get(i).line())) {
        left.add(all.get(i));
      }
    }
    return left;
  }

  private static String text(List<NamedConnection> connections) {
    return connections.stream().map(c -> c.line() + "\n").collect(Collectors.joining());
  }

  private static List<NamedConnection> connections(Optional<SnapshotText> text) {
    return text.map(SnapshotText::connections).orElse(List.of());
  }

  private void compare(String place, String what, String simulated, String actual) {
    if (!simulated.equals(actual)) {
      int command = sim.outputs().size();
      found.add(new Difference.OfText(Aspect.SNAPSHOT, command, place, what, simulated, actual));
    }
  }

  private static Optional<SnapshotText> text(
      Observation observation,
      Set<Conversation.Station> stations,
      Set<Conversation.Asker> strangers,
      String place) {
    return Optional.ofNullable(observation.snapshots().get(place))
        .map(s -> new SnapshotText(observation.roles(), stations, strangers, s));
  }

  private static Map<String, String> parts(Optional<SnapshotText> text) {
    return text.map(SnapshotText::parts).orElseGet(LinkedHashMap::new);
  }

  private static String settings(Map<String, String> all, Set<String> modelled) {
    return all.entrySet().stream()
        .filter(e -> modelled.contains(e.getKey()))
        .map(e -> e.getKey() + " = " + e.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
