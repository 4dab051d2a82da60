package passerelle.engine.compose;

import static passerelle.engine.compose.DocumentText.NULL;
import static passerelle.engine.compose.DocumentText.list;
import static passerelle.engine.compose.DocumentText.map;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import passerelle.gotemplate.GoDuration;
import passerelle.text.Cut;
import passerelle.text.ShellWords;
import passerelle.text.WordList;

/**
 * A compose file as {@code docker compose config} writes it: variables filled in, short forms
 * spelled out, names in alphabetical order (compose-go loader/normalize.go, transform/).
 */
final class ComposeDocument {
  /** Keys that are shown with nothing in them, too. */
  private static final Set<String> EMPTY =
      Set.of("build", "command", "deploy", "develop", "entrypoint", "healthcheck", "logging");

  private static final Set<String> TIMES =
      Set.of("delay", "interval", "monitor", "start_interval", "start_period", "timeout", "window");

  private static final List<String> HEALTH =
      List.of(
          "test", "timeout", "interval", "retries", "start_period", "start_interval", "disable");

  private static final List<String> NETWORK =
      List.of("name", "driver", "driver_opts", "ipam", "external", "internal", "attachable");

  private static final List<String> DEPLOY =
      WordList.of(
          """
          mode replicas labels update_config rollback_config resources restart_policy
          placement endpoint_mode
          """);

  private static final List<String> RANGE = List.of("subnet", "gateway", "ip_range");

  private final Project project;
  private final Map<String, Object> root;
  private final boolean whole;

  /**
   * The document of a project.
   *
   * @param whole with networks and names that are usual
   */
  ComposeDocument(Project project, boolean whole) {
    this.project = project;
    this.root = map(project.tree());
    this.whole = whole;
  }

  /** The document, with these services. */
  String yaml(Collection<Service> services) {
    return DocumentText.yaml(all(services), "$$");
  }

  /** The same as JSON, in which commands stand even where a service has none. */
  String json(Collection<Service> services) {
    Map<String, Object> all = all(services);
    map(all.get("services"))
        .values()
        .forEach(
            service -> {
              map(service).putIfAbsent("command", NULL);
              map(service).putIfAbsent("entrypoint", NULL);
            });
    map(all.get("networks"))
        .replaceAll(
            (name, network) -> {
              map(network).putIfAbsent("ipam", Map.of());
              return sorted(map(network), NETWORK);
            });
    return DocumentText.json(new TreeMap<>(all), "$$");
  }

  private Map<String, Object> all(Collection<Service> some) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", project.name());
    Map<String, Object> given = map(root.get("services"));
    Map<String, Object> services = new TreeMap<>();
    some.forEach(s -> services.put(s.name(), service(s, map(given.get(s.name())))));
    all.put("services", services);
    resources("networks", project.networksOf(some), all);
    resources("volumes", project.volumesOf(some), all);
    files("secrets", services.values(), all);
    files("configs", services.values(), all);
    new TreeMap<>(root)
        .forEach(
            (key, value) -> {
              if (key.startsWith("x-")) {
                all.put(key, alphabetical(value));
              }
            });
    return all;
  }

  private static Object alphabetical(Object value) {
    return value instanceof Map ? new TreeMap<>(map(value)) : value;
  }

  private void resources(
      String kind, Map<String, Project.Resource> resources, Map<String, Object> all) {
    Map<String, Object> written = new TreeMap<>();
    resources.forEach(
        (key, resource) -> {
          Map<String, Object> given = new LinkedHashMap<>(map(map(root.get(kind)).get(key)));
          if (whole) {
            given.put("name", resource.name());
          }
          given.computeIfPresent("labels", (k, v) -> filled(v));
          given.computeIfPresent("external", (k, v) -> resource.external());
          given.computeIfPresent("ipam", (k, v) -> ipam(map(v)));
          written.put(key, sorted(given, NETWORK));
        });
    if (!whole && !map(root.get(kind)).containsKey("default")) {
      written.remove("default");
    }
    if (!written.isEmpty()) {
      all.put(kind, written);
    }
  }

  private void files(String kind, Collection<Object> services, Map<String, Object> all) {
    Map<String, Object> written = new TreeMap<>();
    for (Object service : services) {
      for (Object used : list(map(service).get(kind))) {
        String key = String.valueOf(map(used).get("source"));
        Map<String, Object> given = new LinkedHashMap<>(map(map(root.get(kind)).get(key)));
        given.putIfAbsent("name", given.containsKey("external") ? key : project.name() + "_" + key);
        given.computeIfPresent("file", (k, v) -> absolute(String.valueOf(v)));
        written.put(key, sorted(given, NETWORK));
      }
    }
    if (!written.isEmpty()) {
      all.put(kind, written);
    }
  }

  private static Map<String, Object> ipam(Map<String, Object> given) {
    Map<String, Object> ipam = new LinkedHashMap<>(given);
    ipam.remove("options");
    ipam.computeIfPresent(
        "config", (k, v) -> list(v).stream().map(c -> sorted(map(c), RANGE)).toList());
    ipam.remove("config", List.of());
    return ipam.isEmpty() ? null : ipam;
  }

  /** Those that have a place first, in its order. */
  static Map<String, Object> sorted(Map<String, Object> values, List<String> order) {
    Map<String, Object> result = new LinkedHashMap<>();
    order.stream().filter(values::containsKey).forEach(key -> result.put(key, values.get(key)));
    new TreeMap<>(values).forEach(result::putIfAbsent);
    return result;
  }

  private Map<String, Object> service(Service read, Map<String, Object> given) {
    Map<String, Object> service = new TreeMap<>(Comparator.comparing(ComposeDocument::place));
    given.forEach((key, value) -> service.put(key, spelledOut(key, value)));
    service
        .entrySet()
        .removeIf(
            e ->
                !EMPTY.contains(e.getKey())
                    && (e.getValue().equals(List.of()) || e.getValue().equals(Map.of())));
    boolean shares = given.containsKey("network_mode");
    if (whole && !shares && read.networks().containsKey("default")) {
      service.putIfAbsent("networks", Map.of("default", NULL));
    }
    List<String> variables = read.values("env");
    boolean fromFiles = service.remove("env_file") != null && !variables.isEmpty();
    if (fromFiles || given.containsKey("environment")) {
      service.put("environment", pairs(variables));
    }
    if (!read.dependencies().isEmpty()) {
      service.put("depends_on", dependencies(read));
    }
    return service;
  }

  /** A key as the fields of compose-go's ServiceConfig stand, most of them by the alphabet. */
  private static String place(String key) {
    return switch (key) {
      case "profiles" -> "";
      case "post_start", "pre_stop" -> "~" + key;
      case "cpu_shares" -> "cgroup~cpuz";
      case "healthcheck" -> "hostname~";
      case "mac_address" -> "mem~";
      default -> key.startsWith("cpu") ? "cgroup~" + key : key;
    };
  }

  private Object spelledOut(String key, Object value) {
    return switch (key) {
      case "build" -> build(value);
      case "command", "entrypoint" ->
          value instanceof String text ? new ArrayList<Object>(ShellWords.split(text)) : value;
      case "dns", "dns_search", "tmpfs" -> value instanceof String ? List.of(value) : value;
      case "extra_hosts" ->
          pairs(value).entrySet().stream().map(e -> host(e.getKey(), e.getValue())).toList();
      case "environment" -> pairs(value);
      case "labels", "sysctls", "annotations" -> filled(value);
      case "ulimits" -> new TreeMap<>(map(value));
      case "secrets", "configs" -> list(value).stream().map(element -> file(key, element)).toList();
      case "post_start", "pre_stop" -> list(value).stream().map(this::hook).toList();
      case "gpus" -> value.equals("all") ? List.of(Map.of("count", "-1")) : value;
      case "devices" -> list(value).stream().map(ComposeDocument::device).toList();
      case "logging" -> {
        Map<String, Object> logging = new LinkedHashMap<>(map(value));
        logging.replaceAll((k, v) -> alphabetical(v));
        yield logging;
      }
      case "deploy" -> sorted(map(timed(value)), DEPLOY);
      case "stop_grace_period" -> duration(String.valueOf(value));
      case "networks" -> named(value);
      case "ports" -> list(value).stream().flatMap(PortEntries::of).distinct().toList();
      case "volumes" -> list(value).stream().map(this::absoluteVolume).toList();
      case "healthcheck" -> health(map(value));
      default -> value;
    };
  }

  private Map<String, Object> build(Object value) {
    Map<String, Object> build = new LinkedHashMap<>(map(value));
    if (value instanceof String context) {
      build.put("context", context);
    }
    build.put("context", absolute(String.valueOf(build.getOrDefault("context", "."))));
    if (whole) {
      build.putIfAbsent("dockerfile", "Dockerfile");
    }
    build.computeIfPresent("args", (k, v) -> pairs(v));
    return sorted(build, List.of("context", "dockerfile"));
  }

  private String absolute(String path) {
    String plain = path.replaceFirst("^\\./?", "");
    return path.startsWith("/") || path.startsWith("~") || path.contains("://")
        ? path
        : plain.isEmpty() ? project.directory() : project.directory() + "/" + plain;
  }

  private static Map<String, Object> dependencies(Service service) {
    Map<String, Object> all = new TreeMap<>();
    service
        .dependencies()
        .forEach(
            (name, how) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("condition", how.condition().key());
              if (how.restart()) {
                one.put("restart", true);
              }
              one.put("required", how.required());
              all.put(name, one);
            });
    return all;
  }

  /** A line of /etc/hosts, the name first. */
  private static String host(String name, Object address) {
    return address == NULL ? name.replaceFirst(":", "=") : name + "=" + address;
  }

  /** Names, which may be a list, with what is said of each. */
  private static Map<String, Object> named(Object value) {
    Map<String, Object> all = new TreeMap<>();
    list(value).forEach(name -> all.put(String.valueOf(name), NULL));
    map(value).forEach((name, said) -> all.put(name, "".equals(said) ? NULL : alphabetical(said)));
    return all;
  }

  /** A secret says where it is, a config only when the file does. */
  private static Object file(String kind, Object value) {
    Map<String, Object> file = new LinkedHashMap<>(map(value));
    if (value instanceof String name) {
      file.put("source", name);
    }
    if (kind.equals("secrets")) {
      file.putIfAbsent("target", "/run/secrets/" + file.get("source"));
    }
    return sorted(file, List.of("source", "target", "uid", "gid"));
  }

  private Object hook(Object value) {
    Map<String, Object> hook = new LinkedHashMap<>(map(value));
    hook.replaceAll((key, said) -> spelledOut(key, said));
    return sorted(hook, List.of("command", "user", "privileged", "working_dir", "environment"));
  }

  private static Object device(Object value) {
    if (!(value instanceof String text)) {
      return value;
    }
    String[] parts = text.split(":");
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("source", parts[0]);
    device.put("target", parts[parts.length > 1 ? 1 : 0]);
    device.put("permissions", parts.length > 2 ? parts[2] : "rwm");
    return device;
  }

  /** With the durations in it as Go writes them. */
  private static Object timed(Object value) {
    if (!(value instanceof Map)) {
      return value;
    }
    Map<String, Object> all = new LinkedHashMap<>(map(value));
    all.replaceAll((key, v) -> TIMES.contains(key) ? duration(String.valueOf(v)) : timed(v));
    return all;
  }

  /** Pairs of which none is without a value. */
  private static Map<String, Object> filled(Object value) {
    Map<String, Object> all = pairs(value);
    all.replaceAll((key, v) -> v == NULL ? "" : v);
    return all;
  }

  /** {@code NAME=value}, in a list or not. */
  private static Map<String, Object> pairs(Object value) {
    Map<String, Object> all = new TreeMap<>(map(value));
    for (Object element : list(value)) {
      String text = String.valueOf(element);
      Cut pair = Cut.first(text, "=");
      all.put(pair.before(), pair.found() ? pair.after() : NULL);
    }
    return all;
  }

  private Object absoluteVolume(Object value) {
    Map<String, Object> volume = new LinkedHashMap<>(map(volume(value)));
    if ("bind".equals(volume.get("type"))) {
      volume.computeIfPresent("source", (k, v) -> absolute(String.valueOf(v)));
    }
    return volume;
  }

  /** A volume in the long form. */
  static Object volume(Object value) {
    if (!(value instanceof String text)) {
      Map<String, Object> volume = new LinkedHashMap<>(map(value));
      if ("bind".equals(volume.get("type"))) {
        volume.computeIfPresent("bind", (k, v) -> bound(map(v)));
      }
      return volume;
    }
    String[] parts = text.split(":");
    boolean bind = parts.length > 1 && parts[0].matches("[./~].*");
    Map<String, Object> volume = new LinkedHashMap<>();
    volume.put("type", bind ? "bind" : "volume");
    if (parts.length > 1) {
      volume.put("source", parts[0]);
    }
    volume.put("target", parts[Math.min(1, parts.length - 1)]);
    if (parts.length > 2 && parts[2].equals("ro")) {
      volume.put("read_only", "true");
    }
    volume.put(bind ? "bind" : "volume", bind ? Map.of("create_host_path", "true") : Map.of());
    return volume;
  }

  private static Map<String, Object> bound(Map<String, Object> given) {
    Map<String, Object> bind = new LinkedHashMap<>(given);
    bind.remove("create_host_path", "false");
    return bind;
  }

  private static Map<String, Object> health(Map<String, Object> given) {
    Map<String, Object> health = new LinkedHashMap<>(map(timed(given)));
    if (given.get("test") instanceof String command) {
      health.put("test", List.of("CMD-SHELL", command));
    }
    return sorted(health, HEALTH);
  }

  /** As Go writes a duration. */
  private static String duration(String text) {
    return GoDuration.parse(text).map(GoDuration::text).orElse(text);
  }
}
