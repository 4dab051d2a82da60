package passerelle.cli.lab;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.daemon.Engine;

/**
 * The engines of a lab.
 *
 * @param byHost by the machine that each runs on, the lab's first one first
 */
public record Engines(Map<String, Engine> byHost) {

  /** The engine of the lab's first host, which is meant where nothing else is said. */
  public Engine first() {
    return byHost.values().iterator().next();
  }

  /** All of them. */
  public Collection<Engine> all() {
    return byHost.values();
  }

  /** The containers of all hosts. */
  public List<Container> containers() {
    return all().stream().flatMap(engine -> engine.containers().stream()).toList();
  }

  /** The container of a name, in the first engine that has one. */
  public Optional<Container> named(String name) {
    return all().stream()
        .flatMap(engine -> Optional.ofNullable(engine.containersByName().get(name)).stream())
        .findFirst();
  }

  /** The container that docker commands of its host find by a name, an id or its beginning. */
  public Optional<Container> find(String nameOrId) {
    for (Engine engine : all()) {
      try {
        return Optional.of(engine.container(nameOrId));
      } catch (EngineException unknown) {
        continue;
      }
    }
    return Optional.empty();
  }

  /** The machine whose engine has a container of that name; the first where none has. */
  public String hostOf(String container) {
    return byHost.entrySet().stream()
        .filter(e -> e.getValue().containersByName().containsKey(container))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() -> byHost.keySet().iterator().next());
  }
}
