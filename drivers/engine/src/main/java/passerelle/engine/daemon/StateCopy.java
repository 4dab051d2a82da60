package passerelle.engine.daemon;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.Attachment;
import passerelle.engine.Container;
import passerelle.engine.state.DryKernel;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Events;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.network.Sandbox;

/** A copy of all that an engine knows, in which a rehearsal can do what it likes. */
final class StateCopy {
  private final EngineState state;
  private final Map<Network, Network> networks = new IdentityHashMap<>();
  private final Map<Endpoint, Endpoint> endpoints = new IdentityHashMap<>();
  private final Map<Sandbox, Sandbox> sandboxes = new IdentityHashMap<>();

  StateCopy(EngineState original) {
    state =
        new EngineState(
            new Events(() -> 0),
            new EngineState.FirstImages(() -> List.copyOf(original.images()), original::image),
            original.hasAll());
    state.removedImages().addAll(original.removedImages());
    for (Network network : original.networks()) {
      state.add(of(network));
    }
    for (Network network : original.networks()) {
      network.endpoints().forEach((id, e) -> of(network).endpoints().put(id, of(e)));
    }
    Map<Container, Container> containers = new IdentityHashMap<>();
    for (Container container : original.containers()) {
      Container copy = container(container);
      containers.put(container, copy);
      state.add(copy);
    }
    state.commits().putAll(original.commits());
    state.archived().putAll(original.archived());
    state.messages().putAll(original.messages());
    state.buildCache().putAll(original.buildCache());
    state.volumes().putAll(original.volumes());
    original.links().copyTo(state.links(), c -> containers.getOrDefault(c, c));
  }

  EngineState state() {
    return state;
  }

  /** The copies of the endpoints that have something published. */
  Iterable<Endpoint> publishedEndpoints() {
    return endpoints.values().stream().filter(e -> !e.published().isEmpty()).toList();
  }

  private Network of(Network network) {
    return networks.computeIfAbsent(network, Network::copy);
  }

  private Endpoint of(Endpoint endpoint) {
    Network network = of(endpoint.network());
    return endpoints.computeIfAbsent(endpoint, e -> e.copy(network));
  }

  Sandbox of(Sandbox sandbox) {
    return sandboxes.computeIfAbsent(sandbox, s -> s.copy(this::of));
  }

  private Container container(Container original) {
    Container copy = original.copy();
    original
        .attachments()
        .forEach(
            (name, attachment) -> {
              Attachment other = new Attachment(attachment.spec(), attachment.networkId());
              other.named(attachment.dnsNames());
              if (attachment.isSpelledOut()) {
                other.spelledOut();
              }
              attachment.endpoint().ifPresent(e -> other.connected(of(e)));
              copy.attachments().put(name, other);
            });
    copy.sandbox(original.sandbox().map(this::of));
    if (!original.helpers().isEmpty()) {
      copy.helpers().add(new DryKernel.Process());
    }
    return copy;
  }
}
