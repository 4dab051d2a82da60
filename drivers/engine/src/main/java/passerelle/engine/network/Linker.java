package passerelle.engine.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.driver.NetworkDriver;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Links;
import passerelle.engine.Trait;
import passerelle.engine.Wording;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.network.Endpoint;
import passerelle.network.LinkedChild;

/** Makes legacy links work when a container joins the default bridge, and removes them. */
public final class Linker {
  private final Host host;
  private final Wording wording;
  private final Links links;
  private final Networks networks;
  private final ContainerFiles files;

  Linker(Host host, Wording wording, EngineState state, Networks networks, ContainerFiles files) {
    this.host = host;
    this.wording = wording;
    this.links = state.links();
    this.networks = networks;
    this.files = files;
  }

  /** Refuses a container whose links lead nowhere (setupLinkedContainers, buildSandboxOptions). */
  public void check(Container parent) throws EngineException {
    if (!parent.attachments().containsKey("bridge")) {
      return;
    }
    for (Map.Entry<String, Container> link : links.of(parent).entrySet()) {
      Optional<String> problem = wording.linkProblem(parent, link.getKey(), link.getValue());
      if (problem.isPresent()) {
        throw EngineException.system(problem.get());
      }
    }
  }

  /** Lets a container that has joined the default bridge talk to those that it is linked to. */
  void allow(Container parent, Endpoint endpoint) throws EngineException {
    for (Links.Link link : links.inForce(parent)) {
      LinkedChild child = new LinkedChild(link.address(), ContainerPorts.exposed(link.child()));
      host.apply(driver(endpoint).link(endpoint, child));
      endpoint.linked().add(child);
    }
  }

  /** Takes back what {@link #allow} allowed. */
  void disallow(Endpoint endpoint) {
    List<LinkedChild> linked = endpoint.linked();
    for (int i = linked.size() - 1; i >= 0; i--) {
      host.tearDown(driver(endpoint).link(endpoint, linked.get(i)).inverse());
    }
    linked.clear();
  }

  private NetworkDriver driver(Endpoint endpoint) {
    return networks.driver(endpoint.network());
  }

  /** {@code docker rm --link PARENT/ALIAS}. */
  public void remove(String name) throws EngineException {
    int slash = name.indexOf('/');
    if (slash < 0) {
      throw EngineException.system(
          "Conflict, cannot remove the default link name of the container");
    }
    String owner = name.substring(0, slash);
    for (Container parent : links.parents(links.named(name).orElseThrow())) {
      if (parent.name().equals(owner)) {
        links.remove(parent, name.substring(slash + 1));
        refresh(parent);
      }
    }
  }

  private void refresh(Container parent) throws EngineException {
    Optional<Endpoint> endpoint = Links.onBridge(parent);
    if (endpoint.isPresent()) {
      disallow(endpoint.get());
      allow(parent, endpoint.get());
      files.unlinked(parent);
    }
  }

  /** Containers that are linked to one that has joined the default bridge learn its address. */
  void tell(Container child, Endpoint endpoint) {
    if (child.isRunning() && !wording.has(Trait.WRITES_LINKS_ON_JOIN)) {
      return;
    }
    for (Container parent : links.parents(child)) {
      for (Map.Entry<String, Container> link : links.of(parent).entrySet()) {
        if (parent.isRunning() && link.getValue() == child) {
          endpoint.address().ifPresent(a -> files.moved(parent, link.getKey(), a));
        }
      }
    }
  }
}
