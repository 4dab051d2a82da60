package passerelle.engine.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.gotemplate.GoDuration;

/**
 * A map in a compose file. Complaints are worded as the file's schema words them.
 *
 * @param file the path of the file
 * @param path where the map stands: {@code services.web}
 * @param values by key
 */
record Section(String file, String path, Map<String, Object> values) {

  static Section of(String file, String path, Object value) throws ComposeException {
    if (!(value instanceof Map<?, ?> map)) {
      if (String.valueOf(value).isEmpty()) {
        return new Section(file, path, Map.of());
      }
      throw new ComposeException(path + " must be a mapping");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((k, v) -> values.put(String.valueOf(k), v));
    return new Section(file, path, values);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  Section child(String key) throws ComposeException {
    String inner = path.equals("(root)") ? key : path + "." + key;
    return of(file, inner, values.getOrDefault(key, ""));
  }

  /** The text behind a key. */
  Optional<String> text(String key) throws ComposeException {
    Object value = values.get(key);
    if (value instanceof Map || value instanceof List) {
      throw invalid(path + "." + key + " must be a string");
    }
    return Optional.ofNullable(value).map(String::valueOf);
  }

  /** A time, as Go reads it. */
  Optional<String> duration(String key) throws ComposeException {
    Optional<String> value = text(key);
    if (value.isPresent() && GoDuration.parse(value.get()).isEmpty()) {
      String where = path.replaceFirst("^services\\.([^.]+)", "services[$1]") + "." + key;
      throw new ComposeException(
          "decoding failed due to the following error(s):\n\n'%s' time: %s"
              .formatted(where, GoDuration.problem(value.get()).replaceFirst("^time: ", "")));
    }
    return value;
  }

  boolean on(String key) throws ComposeException {
    return text(key).filter(value -> value.matches("(?i)true|y|yes|on")).isPresent();
  }

  /** The elements behind a key that is a list. */
  List<Object> list(String key) throws ComposeException {
    Object value = values.getOrDefault(key, List.of());
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    throw invalid(path + "." + key + " must be a array");
  }

  /** The texts behind a key that is a list of them, or one alone. */
  List<String> texts(String key) {
    Object value = values.getOrDefault(key, List.of());
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }

  /** The pairs behind a key that is a map, or a list of pairs, with something between the two. */
  List<String> pairs(String key, String between) {
    if (!(values.get(key) instanceof Map<?, ?> map)) {
      return texts(key);
    }
    List<String> pairs = new ArrayList<>();
    map.forEach((k, v) -> pairs.add(v == DocumentText.NULL ? String.valueOf(k) : k + between + v));
    return pairs;
  }

  /** The names behind a key that is a map or a list of them. */
  List<String> names(String key) {
    return values.get(key) instanceof Map<?, ?> map
        ? map.keySet().stream().map(String::valueOf).toList()
        : texts(key);
  }

  ComposeException invalid(String problem) {
    return new ComposeException("validating " + file + ": " + problem);
  }
}
