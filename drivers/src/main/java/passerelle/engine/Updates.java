package passerelle.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Changes settings of containers ({@code docker update}, daemon/update.go). */
public final class Updates {
  private final EngineState state;

  Updates(EngineState state) {
    this.state = state;
  }

  /**
   * Gives a container another restart policy.
   *
   * @param restarts at most so many for {@code on-failure}
   */
  public void restartPolicy(Container container, String name, int restarts) throws EngineException {
    RestartPolicy.update(container, name, restarts);
    state.events().container(container, "update");
  }

  /** Gives a container other limits, which inspect shows. */
  public void limits(Container container, Map<String, List<String>> limits) {
    Map<String, List<String>> all = new TreeMap<>(container.spec().shown());
    all.putAll(limits);
    container.spec(container.spec().withShown(all));
    state.events().container(container, "update");
  }
}
