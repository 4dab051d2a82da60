package passerelle.engine.compose;

import static passerelle.engine.compose.DocumentText.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.Paths;

/**
 * The relative paths of a file that another one takes from: they begin at its own directory
 * (compose-go paths/resolve.go).
 *
 * @param directory of the file
 */
record ComposePaths(String directory) {

  /** The whole file with absolute paths. */
  Map<String, Object> absolute(Map<String, Object> tree) {
    Map<String, Object> all = new LinkedHashMap<>(tree);
    all.computeIfPresent("services", (k, v) -> each(v, this::service));
    for (String kind : List.of("secrets", "configs")) {
      all.computeIfPresent(kind, (k, v) -> each(v, file -> at(file, "file")));
    }
    return all;
  }

  /** Something that becomes another. */
  @FunctionalInterface
  private interface Change {
    Object of(Object value);
  }

  private static Object each(Object values, Change change) {
    if (values instanceof List<?> list) {
      return list.stream().map(change::of).toList();
    } else if (!(values instanceof Map)) {
      return values;
    }
    Map<String, Object> all = new LinkedHashMap<>(map(values));
    all.replaceAll((key, value) -> change.of(value));
    return all;
  }

  /** A service with absolute paths. */
  Object service(Object value) {
    if (!(value instanceof Map)) {
      return value;
    }
    Map<String, Object> service = new LinkedHashMap<>(map(value));
    service.computeIfPresent(
        "build", (k, v) -> v instanceof Map ? at(v, "context") : path(String.valueOf(v)));
    service.computeIfPresent(
        "env_file",
        (k, v) ->
            each(
                v instanceof List ? v : List.of(v),
                one -> one instanceof Map ? at(one, "path") : path(String.valueOf(one))));
    service.computeIfPresent("volumes", (k, v) -> each(v, this::volume));
    return service;
  }

  private Object volume(Object value) {
    if (value instanceof Map) {
      return "bind".equals(map(value).get("type")) ? at(value, "source") : value;
    }
    String text = String.valueOf(value);
    int colon = text.indexOf(':');
    return colon > 0 && text.startsWith(".")
        ? path(text.substring(0, colon)) + text.substring(colon)
        : value;
  }

  private Object at(Object value, String key) {
    if (!(value instanceof Map)) {
      return value;
    }
    Map<String, Object> all = new LinkedHashMap<>(map(value));
    all.computeIfPresent(key, (k, v) -> path(String.valueOf(v)));
    return all;
  }

  /** A path as an absolute one; what begins with a variable or is an address stays. */
  String path(String named) {
    return Optional.of(named)
        .filter(path -> !path.matches("[/~$].*") && !path.contains("://"))
        .map(path -> Paths.clean(directory + "/" + path))
        .orElse(named);
  }
}
