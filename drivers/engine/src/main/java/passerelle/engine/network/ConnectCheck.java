package passerelle.engine.network;

import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.NetworkMode;
import passerelle.engine.Phrase;
import passerelle.engine.Wording;
import passerelle.engine.state.EngineState;
import passerelle.network.EndpointSpec;
import passerelle.network.Network;

/** Refuses to connect and disconnect what cannot be (daemon/container_operations.go). */
record ConnectCheck(EngineState state, Wording wording) {
  private static final String SHARED =
      "container sharing network namespace with another container or host cannot be connected to"
          + " any other network";
  private static final String NONE =
      "container cannot be connected to multiple networks with one of the networks in private"
          + " (none) mode";

  /** {@code docker network connect}. */
  void connect(Container container, EndpointSpec spec, Network network) throws EngineException {
    NetworkMode mode = NetworkMode.of(container.spec().networkMode());
    if (container.isRunning() && mode.isContainer()) {
      throw EngineException.forbidden(SHARED);
    }
    if (container.isRunning()) {
      requireNetworkOf(mode);
    }
    EndpointCheck.check(spec, network, wording);
    together(container, network.name());
    if (container.isRunning() && container.attachments().containsKey(network.name())) {
      throw EngineException.forbidden(
          "endpoint with name %s already exists in network %s"
              .formatted(container.name(), network.name()));
    }
  }

  /**
   * Networks that no container can have beside others (updateNetworkSettings). The engine looks at
   * those that are there until it meets the network itself, in the order of a Go map; here it is
   * that in which they were told.
   *
   * @param network its name
   */
  void together(Container container, String network) throws EngineException {
    if (network.equals("host") && !NetworkMode.of(container.spec().networkMode()).isHost()) {
      throw EngineException.forbidden(wording.says(Phrase.CONNECT_TO_HOST));
    }
    for (String other : container.attachments().keySet()) {
      if (state.networkNamed(other).isEmpty()) {
        continue;
      } else if (other.equals(network)) {
        return;
      } else if (other.equals("host") || network.equals("host")) {
        throw EngineException.forbidden(SHARED);
      } else if (other.equals("none") || network.equals("none")) {
        throw EngineException.forbidden(NONE);
      }
    }
  }

  /**
   * The network that a container was made for must be there when it joins another
   * (normalizeNetMode).
   */
  void requireNetworkOf(NetworkMode mode) throws EngineException {
    if (!mode.isUserDefined()) {
      return;
    }
    try {
      state.network(mode.text());
    } catch (EngineException gone) {
      throw new EngineException(
          gone.kind(),
          "could not find a network matching network mode "
              + (mode.text() + ": " + gone.getMessage()));
    }
  }

  /**
   * {@code docker network disconnect}.
   *
   * @param name of the network
   * @param gone there is no such network any more
   */
  void disconnect(Container container, String name, boolean gone) throws EngineException {
    boolean running = container.isRunning() && !gone;
    boolean host = NetworkMode.of(container.spec().networkMode()).isHost();
    if (running && host && name.equals("host")) {
      throw EngineException.forbidden(wording.says(Phrase.DISCONNECT_FROM_HOST));
    }
    if (!container.attachments().containsKey(name)) {
      throw EngineException.system(
          "container %s is not connected to %snetwork %s"
              .formatted(container.id(), running ? "" : "the ", name));
    }
  }
}
