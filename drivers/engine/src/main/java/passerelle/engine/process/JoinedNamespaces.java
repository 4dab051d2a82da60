package passerelle.engine.process;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;
import passerelle.engine.state.EngineState;

/**
 * The IPC and PID namespaces of other containers, {@code --ipc} and {@code --pid container:NAME}
 * (daemon/container_operations_unix.go).
 */
public record JoinedNamespaces(EngineState state) {
  private static final String OTHERS = "container:";

  /** The same, where the other containers are named by their ids: a name may change. */
  public ContainerSpec settle(ContainerSpec spec) throws EngineException {
    Map<String, List<String>> settled = new TreeMap<>(spec.shown());
    for (String option : List.of("ipc", "pid")) {
      String other = other(spec, option);
      if (!other.isEmpty()) {
        settled.put(option, List.of(OTHERS + state.container(other).id()));
      }
    }
    return spec.withShown(settled);
  }

  /**
   * Refuses a start whose namespaces are not there: their owner is no more or does not run, or does
   * not share its IPC namespace.
   */
  void check(Container container) throws EngineException {
    Container donor = running(container, "ipc", "IPC");
    if (donor != container && !donor.spec().shown("ipc").equals("shareable")) {
      throw new EngineException(
          EngineException.Kind.SYSTEM,
          "failed to join IPC namespace: container "
              + (donor.id() + ": non-shareable IPC (hint: use IpcMode:shareable for the donor")
              + " container)");
    }
    running(container, "pid", "PID");
  }

  /** Whose PID namespace a container is in; its own if it asks for no other's. */
  Container processes(Container container) throws EngineException {
    String other = other(container.spec(), "pid");
    return other.isEmpty() ? container : state.container(other);
  }

  private Container running(Container container, String option, String name)
      throws EngineException {
    String other = other(container.spec(), option);
    if (other.isEmpty()) {
      return container;
    }
    String failed = "failed to join " + name + " namespace: ";
    Container owner;
    try {
      owner = state.container(other);
    } catch (EngineException gone) {
      throw new EngineException(gone.kind(), failed + gone.getMessage());
    }
    if (!owner.isRunning()) {
      throw EngineException.conflict(failed + "container " + owner.id() + " is not running");
    }
    return owner;
  }

  /** The other container that an option names; empty for none, as in {@code container:}. */
  private static String other(ContainerSpec spec, String option) {
    String mode = spec.shown(option);
    return mode.startsWith(OTHERS) ? mode.substring(OTHERS.length()) : "";
  }
}
