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
   * Gives a container another restart policy, which is looked at before the container is.
   *
   * @param wanted the container's name or id
   * @param restarts at most so many for {@code on-failure}
   */
  public void restartPolicy(String wanted, String name, int restarts) throws EngineException {
    RestartPolicy.check(name, restarts);
    Container container = state.container(wanted);
    RestartPolicy.update(container, name, restarts);
    state.events().container(container, "update");
  }

  /** Gives a container other limits, which inspect shows. */
  public void limits(Container container, Map<String, List<String>> limits) throws EngineException {
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
    container.spec(before.withShown(all));
    state.events().container(container, "update");
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
