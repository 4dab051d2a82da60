package passerelle.engine.compose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A project as the labels of its containers tell of it; its file is not asked (projectFromName).
 */
public final class LabelledProject {
  private final Map<String, Service> services = new TreeMap<>();

  /** Takes in a container: services depend on each other as its labels say. */
  public void add(Map<String, String> labels) {
    Map<String, Service.Dependency> dependencies = new TreeMap<>();
    for (String other : labels.getOrDefault("com.docker.compose.depends_on", "").split(",")) {
      String[] parts = other.split(":");
      if (parts.length == 3) {
        dependencies.put(
            parts[0],
            new Service.Dependency(
                Service.Condition.of(parts[1]).orElse(Service.Condition.STARTED),
                parts[2].equals("true"),
                false));
      }
    }
    String name = labels.getOrDefault(Project.SERVICE, "");
    services.put(
        name,
        new Service(
            name,
            "",
            "",
            1,
            dependencies,
            Map.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            Service.Setup.NONE));
  }

  /** The project of that name, with its networks and volumes. */
  public Project project(
      String name, Map<String, Project.Resource> networks, Map<String, Project.Resource> volumes) {
    // Who is depended on and has no container any more is no service.
    services.values().forEach(s -> s.dependencies().keySet().retainAll(services.keySet()));
    return new Project(
        name, "-", "", "", services, networks, volumes, Map.of(), List.of(), Map.of());
  }
}
