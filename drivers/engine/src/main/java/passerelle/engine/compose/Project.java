package passerelle.engine.compose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a compose file says.
 *
 * @param name with which the names of its containers and networks begin
 * @param separator between the parts of the names of its containers
 * @param directory of the file, which relative paths in it begin at
 * @param file the paths of the files, with commas
 * @param services by name, in the order of their names
 * @param networks by the names that services call them
 * @param volumes by the names that services call them
 * @param environment the values of variables that its files {@code .env} give
 * @param warnings what compose says of the file before it does anything
 * @param tree the file, as maps, lists and texts in which variables are filled in
 */
public record Project(
    String name,
    String separator,
    String directory,
    String file,
    Map<String, Service> services,
    Map<String, Resource> networks,
    Map<String, Resource> volumes,
    Map<String, String> environment,
    List<String> warnings,
    Object tree) {
  /** The label that tells a project of its container, network or volume. */
  public static final String LABEL = "com.docker.compose.project";

  /** The label that tells which service a container belongs to. */
  public static final String SERVICE = "com.docker.compose.service";

  /**
   * A network or a volume.
   *
   * @param name as docker knows it
   * @param external it has been made by somebody else, and stays
   * @param options of {@code docker network create} or {@code docker volume create}
   */
  public record Resource(String name, boolean external, List<String> options) {
    /** The value of a label that it is made with. */
    public String label(String name) {
      return options.stream()
          .filter(option -> option.startsWith(name + "="))
          .map(option -> option.substring(name.length() + 1))
          .findFirst()
          .orElse("");
    }

    /** The words that create it, behind {@code docker network} or {@code docker volume}. */
    public List<String> create() {
      List<String> words = new ArrayList<>(List.of("create"));
      words.addAll(options);
      words.add(name);
      return words;
    }
  }

  /**
   * The networks that services have, by the names that services call them: for commands there are
   * no others (WithoutUnnecessaryResources). Without a file it is not known who has which.
   */
  public Map<String, Resource> networksOf(Collection<Service> some) {
    return used(networks, n -> some.stream().anyMatch(s -> s.networks().containsKey(n.getKey())));
  }

  /** In the same way, the volumes that services mount. */
  public Map<String, Resource> volumesOf(Collection<Service> some) {
    return used(volumes, v -> some.stream().anyMatch(s -> s.mounts(v.getValue().name())));
  }

  private Map<String, Resource> used(
      Map<String, Resource> all, Predicate<Map.Entry<String, Resource>> isUsed) {
    Map<String, Resource> used = new LinkedHashMap<>(all);
    used.entrySet().removeIf(resource -> !file.isEmpty() && !isUsed.test(resource));
    return used;
  }

  /**
   * As {@code docker compose config} writes it, with these services.
   *
   * @param whole what is usual is written, too
   * @param json as JSON, not YAML
   */
  public String document(Collection<Service> some, boolean whole, boolean json) {
    ComposeDocument document = new ComposeDocument(this, whole);
    return json ? document.json(some) : document.yaml(some);
  }

  /**
   * These services and all that they depend on, each behind those that it depends on; of services
   * that do not wait for each other the one with the earlier name comes first.
   *
   * @throws ComposeException when there is no such service, or they depend on each other in a ring
   */
  public List<Service> inOrder(Collection<String> wanted) throws ComposeException {
    for (String service : wanted) {
      if (!services.containsKey(service)) {
        throw new ComposeException("no such service: " + service);
      }
    }
    Map<String, Service> needed = new TreeMap<>();
    for (String service : wanted) {
      need(service, needed);
    }
    Map<String, Service> ordered = new LinkedHashMap<>();
    while (ordered.size() < needed.size()) {
      List<Service> ready =
          needed.values().stream()
              .filter(s -> !ordered.containsKey(s.name()))
              .filter(s -> ordered.keySet().containsAll(needs(s, needed)))
              .toList();
      if (ready.isEmpty()) {
        Set<String> ring = new LinkedHashSet<>(needed.keySet());
        ring.removeAll(ordered.keySet());
        throw new ComposeException("dependency cycle detected: " + cycle(ring, needed));
      }
      ready.forEach(s -> ordered.put(s.name(), s));
    }
    return List.copyOf(ordered.values());
  }

  /**
   * Refuses services of which one depends on another that no profile wants, whatever is done with
   * the project (compose-go checkConsistency); where they are named, with what is wanted for them
   * (WithServicesEnabled).
   *
   * @param named whether they were named; the others are all that are wanted
   */
  public void checkProfiles(Collection<String> wanted, List<String> profiles, boolean named)
      throws ComposeException {
    List<String> chosen = new ArrayList<>(profiles);
    for (String name : wanted) {
      Service service = services.get(name);
      if (service != null && !service.isWanted(profiles)) {
        chosen.addAll(service.profiles());
      }
    }
    for (Service service : services.values()) {
      for (Map.Entry<String, Service.Dependency> other : service.dependencies().entrySet()) {
        boolean there = services.get(other.getKey()).isWanted(chosen);
        if (wanted.contains(service.name()) && other.getValue().required() && !there) {
          throw new ComposeException(
              named
                  ? "no such service: " + other.getKey()
                  : "service \"%s\" depends on undefined service \"%s\": invalid compose project"
                      .formatted(service.name(), other.getKey()));
        }
      }
    }
  }

  /** What a service waits for, of those that are there. */
  private static List<String> needs(Service service, Map<String, Service> needed) {
    return service.dependencies().keySet().stream().filter(needed::containsKey).toList();
  }

  /** From the first service around to it again. */
  private static String cycle(Set<String> ring, Map<String, Service> needed) {
    List<String> way = new ArrayList<>();
    String at = ring.iterator().next();
    while (!way.contains(at)) {
      way.add(at);
      at = needs(needed.get(at), needed).stream().filter(ring::contains).findFirst().orElseThrow();
    }
    List<String> round = new ArrayList<>(way.subList(way.indexOf(at), way.size()));
    round.add(at);
    return String.join(" -> ", round);
  }

  private void need(String name, Map<String, Service> needed) {
    if (needed.putIfAbsent(name, services.get(name)) == null) {
      services
          .get(name)
          .dependencies()
          .forEach(
              (other, how) -> {
                if (how.required() || services.get(other).profiles().isEmpty()) {
                  need(other, needed);
                }
              });
    }
  }

  /** The same with the names of containers as the first Compose made them. */
  public Project compatible() {
    return new Project(
        name, "_", directory, file, services, networks, volumes, environment, warnings, tree);
  }

  /**
   * The words that create a container of a service, behind {@code docker}; {@code service:NAME} in
   * an option stands for the first container of another service.
   */
  public List<String> create(Service service, int number) {
    String container = service.container(this, number);
    List<String> words = new ArrayList<>(List.of("create", "--name", container));
    Map<String, String> labels = new TreeMap<>();
    labels.put(LABEL, name);
    labels.put(LABEL + ".config_files", file);
    labels.put(LABEL + ".working_dir", directory);
    labels.put(SERVICE, service.name());
    labels.put("com.docker.compose.container-number", String.valueOf(number));
    labels.put("com.docker.compose.oneoff", "False");
    labels.put("com.docker.compose.config-hash", service.hash());
    labels.put("com.docker.compose.depends_on", service.dependsOn());
    labels.forEach((label, value) -> words.addAll(List.of("--label", label + "=" + value)));
    service
        .networks()
        .forEach(
            (network, wishes) ->
                words.add(
                    "--network=name="
                        + (networks.get(network).name() + ",alias=" + container + wishes)));
    String link = "--" + Service.LINK + "=";
    for (String option : service.options()) {
      if (option.startsWith(link)) {
        words.addAll(links(option.substring(link.length()), number));
      } else {
        words.add(option);
      }
    }
    words.add(service.image());
    words.addAll(service.command());
    return words;
  }

  /** Each container of a linked service by three names (docker/compose create.go:getLinks). */
  private List<String> links(String text, int number) {
    String[] parts = text.split(":", 2);
    Service other = services.get(parts[0]);
    List<String> words = new ArrayList<>();
    for (int i = 1; other != null && i <= other.replicas(); i++) {
      String container = "--" + Service.LINK + "=" + other.container(this, i) + ":";
      words.add(container + parts[parts.length - 1]);
      words.add(container + other.name() + "-" + number);
      words.add(container + name + "-" + other.name() + "-" + number);
    }
    return words;
  }
}
