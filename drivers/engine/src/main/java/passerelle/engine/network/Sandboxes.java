package passerelle.engine.network;

import java.util.List;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Identities;
import passerelle.engine.NetworkMode;
import passerelle.engine.Phrase;
import passerelle.engine.Wording;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.network.Network;
import passerelle.network.Sandbox;

/**
 * The sandboxes of containers: of their own, the machine's, or another container's
 * (libnetwork/sandbox.go).
 *
 * @param machines the sandbox of {@code --network host}
 */
record Sandboxes(
    Host host,
    Wording wording,
    EngineState state,
    NetworkDrivers drivers,
    Identities identities,
    Sandbox machines) {

  /** The machine's, or one of the container's own: one of its networks' drivers opens it. */
  Sandbox open(NetworkMode mode, List<Network> networks) throws EngineException {
    if (mode.isHost()) {
      return machines;
    }
    String driver =
        networks.stream()
            .map(n -> n.spec().driver())
            .filter(d -> !d.equals("host"))
            .findFirst()
            .orElse("null");
    String id = identities.id();
    Sandbox sandbox = new Sandbox(id, id.substring(0, 12), driver);
    host.apply(drivers.of(driver).openSandbox(sandbox));
    return sandbox;
  }

  /**
   * That of the container which {@code --network container:ID} names.
   *
   * @throws EngineException when it is not there, does not run, or is the same
   */
  Sandbox shared(Container container, NetworkMode mode) throws EngineException {
    Container owner;
    try {
      owner = state.container(mode.container());
    } catch (EngineException e) {
      throw EngineException.notFound(wording.says(Phrase.JOIN_MISSING, mode.container()));
    }
    if (owner == container) {
      throw EngineException.system(wording.says(Phrase.JOIN_ITSELF));
    }
    if (!owner.isRunning()) {
      throw EngineException.conflict(
          wording.says(Phrase.JOIN_STOPPED, owner.id(), owner.name(), owner.status().label()));
    }
    container.joined(owner);
    return owner.sandbox().orElseThrow();
  }

  /** A container gives its sandbox up, which ends with the last container in it. */
  void leave(Container container) {
    Optional<Sandbox> sandbox = container.sandbox();
    container.sandbox(Optional.empty());
    sandbox
        .filter(left -> !isUsed(left))
        .ifPresent(left -> host.tearDown(drivers.of(left.driver()).closeSandbox(left)));
  }

  private boolean isUsed(Sandbox sandbox) {
    return state.containersInPlace().stream()
        .anyMatch(c -> c.sandbox().equals(Optional.of(sandbox)));
  }
}
