package passerelle.engine.life;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;
import passerelle.engine.Wording;
import passerelle.engine.state.EngineState;
import passerelle.gotemplate.Units;

/** Changes settings of containers ({@code docker update}, daemon/update.go). */
public record Updates(EngineState state, Wording wording) {

  /**
   * Gives a container other limits, which inspect shows, and another restart policy.
   *
   * @param policy empty for the one that it has
   * @param restarts at most so many for {@code on-failure}
   */
  public void update(String wanted, Map<String, List<String>> limits, String policy, int restarts)
      throws EngineException {
    if (!policy.isEmpty()) {
      RestartPolicy.check(policy, restarts);
    }
    Container container = state.container(wanted);
    limit(container, limits);
    if (!policy.isEmpty()) {
      RestartPolicy.update(container, policy, restarts);
    }
    state.events().container(container, "update");
  }

  private void limit(Container container, Map<String, List<String>> limits) throws EngineException {
    ContainerSpec before = container.spec();
    new HostConfigCheck(before.withShown(limits), wording).checkLimits(true);
    long memory = Units.octets(last(limits, "memory"));
    if (memory != 0 && memory > swap(before) && !limits.containsKey("memory-swap")) {
      throw EngineException.conflict(
          "Cannot update container "
              + container.id()
              + ": Memory limit should be smaller than already set memoryswap limit, update the"
              + " memoryswap at the same time");
    }
    Map<String, List<String>> all = new TreeMap<>(before.shown());
    all.putAll(limits);
    all.computeIfPresent(
        "pids-limit", (k, v) -> last(limits, k).startsWith("-") ? List.of("0") : v);
    container.spec(before.withShown(all));
  }

  private static String last(Map<String, List<String>> limits, String name) {
    List<String> values = limits.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.get(values.size() - 1);
  }

  /** Memory and swap, twice the memory where nothing is said of it. */
  private static long swap(ContainerSpec spec) {
    return spec.shown("memory-swap").isEmpty()
        ? 2 * Units.octets(spec.shown("memory"))
        : Units.octets(spec.shown("memory-swap"));
  }
}
