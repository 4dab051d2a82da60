package passerelle.engine.compose;

import static passerelle.engine.compose.DocumentText.NULL;
import static passerelle.engine.compose.DocumentText.list;
import static passerelle.engine.compose.DocumentText.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A compose file as it is before its variables have values: short forms are spelled out as far as
 * they can be read, keys stand in alphabetical order, a dollar stands for itself (cmd/compose:
 * runConfigNoInterpolate).
 */
final class ComposeModel {
  private final String project;

  private ComposeModel(String project) {
    this.project = project;
  }

  static Map<String, Object> of(String project, String directory, Map<String, Object> tree) {
    ComposeModel model = new ComposeModel(project);
    Map<String, Object> all = new TreeMap<>(new ComposePaths(directory).absolute(tree));
    all.put("name", project);
    Map<String, Object> services = new TreeMap<>(map(all.get("services")));
    services.replaceAll((name, service) -> model.service(map(service)));
    all.put("services", services);
    Map<String, Object> networks = new TreeMap<>(map(all.get("networks")));
    if (services.values().stream()
        .anyMatch(s -> map(map(s).get("networks")).containsKey("default"))) {
      networks.putIfAbsent("default", Map.of());
    }
    all.put("networks", networks);
    for (String kind : List.of("networks", "volumes", "secrets", "configs")) {
      Map<String, Object> resources = new TreeMap<>(map(all.remove(kind)));
      resources.replaceAll((key, resource) -> model.resource(key, map(resource)));
      if (!resources.isEmpty()) {
        all.put(kind, resources);
      }
    }
    return map(ordered(all));
  }

  private Object resource(String key, Map<String, Object> given) {
    Map<String, Object> resource = new TreeMap<>(given);
    resource.putIfAbsent("name", given.containsKey("external") ? key : project + "_" + key);
    return resource;
  }

  private Map<String, Object> service(Map<String, Object> given) {
    Map<String, Object> service = new TreeMap<>(given);
    if (!given.containsKey("networks") && !given.containsKey("network_mode")) {
      service.put("networks", List.of("default"));
    }
    service.computeIfPresent("networks", (k, v) -> named(v, NULL));
    service.computeIfPresent(
        "depends_on", (k, v) -> named(v, Map.of("condition", "service_started", "required", true)));
    service.computeIfPresent(
        "env_file",
        (k, v) -> each(v, f -> f instanceof Map ? f : Map.of("path", f, "required", true)));
    service.computeIfPresent(
        "build", (k, v) -> v instanceof Map ? v : Map.of("context", v, "dockerfile", "Dockerfile"));
    service.computeIfPresent("ports", (k, v) -> each(v, ComposeModel::port));
    service.computeIfPresent("volumes", (k, v) -> each(v, ComposeDocument::volume));
    for (String kind : List.of("secrets", "configs")) {
      service.computeIfPresent(
          kind, (k, v) -> each(v, one -> one instanceof Map ? one : Map.of("source", one)));
    }
    return service;
  }

  /** A port that is a text stays one: whoever reads it needs the values. */
  private static Object port(Object given) {
    if (!(given instanceof Map)) {
      return given;
    }
    Map<String, Object> port = new TreeMap<>(map(given));
    port.putIfAbsent("mode", "ingress");
    port.putIfAbsent("protocol", "tcp");
    return port;
  }

  private static Object each(Object value, Function<Object, Object> change) {
    List<?> all = value instanceof List<?> several ? several : List.of(value);
    List<Object> changed = new ArrayList<>();
    all.forEach(one -> changed.add(change.apply(one)));
    return changed;
  }

  private static Map<String, Object> named(Object value, Object usual) {
    Map<String, Object> all = new TreeMap<>();
    list(value).forEach(name -> all.put(String.valueOf(name), usual));
    map(value).forEach((name, said) -> all.put(name, "".equals(said) ? NULL : said));
    return all;
  }

  private static Object ordered(Object value) {
    if (value instanceof Map) {
      Map<String, Object> all = new TreeMap<>(map(value));
      all.replaceAll((key, one) -> ordered(one));
      return all;
    }
    return value instanceof List<?> list
        ? list.stream().map(ComposeModel::ordered).toList()
        : value;
  }
}
