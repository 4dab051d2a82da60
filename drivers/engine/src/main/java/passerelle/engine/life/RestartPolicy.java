package passerelle.engine.life;

import java.util.Set;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;

/** When a container starts again by itself (api/types/container:ValidateRestartPolicy). */
final class RestartPolicy {
  private static final Set<String> UNCOUNTED = Set.of("always", "unless-stopped", "no");

  private RestartPolicy() {}

  /** Refuses a policy that there is not, or a number of retries where none are counted. */
  static void check(String name, int restarts) throws EngineException {
    String refused = "invalid restart policy: ";
    if (UNCOUNTED.contains(name)) {
      if (restarts != 0) {
        throw EngineException.bad(
            refused
                + "maximum retry count can only be used with 'on-failure'"
                + (restarts < 0 ? " and cannot be negative" : ""));
      }
    } else if (!name.equals("on-failure")) {
      throw EngineException.bad(
          (refused + "unknown policy '" + name)
              + "'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'");
    } else if (restarts < 0) {
      throw EngineException.bad(refused + "maximum retry count cannot be negative");
    }
  }

  /** {@code docker update --restart}. */
  static void update(Container container, String name, int restarts) throws EngineException {
    ContainerSpec.Life life = container.spec().life();
    ContainerSpec.Life other =
        new ContainerSpec.Life(
            life.autoRemove(), name, restarts, life.stopSignal(), life.stopTimeout());
    if (life.autoRemove() && !name.equals("no")) {
      throw EngineException.bad(
          ("Cannot update container " + container.id() + ": Restart policy cannot be updated")
              + " because AutoRemove is enabled for the container");
    }
    container.spec(container.spec().withLife(other));
  }
}
