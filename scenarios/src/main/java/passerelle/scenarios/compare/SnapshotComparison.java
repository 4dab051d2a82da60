package passerelle.scenarios.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the state of the network namespaces, part by part. */
final class SnapshotComparison {
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
    if (simulated.isPresent() && actual.isPresent()) {
      Map<String, String> modelled = simulated.get().sysctls();
      compare(
          place,
          SYSCTLS,
          settings(modelled, modelled.keySet()),
          settings(actual.get().sysctls(), modelled.keySet()));
    }
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
