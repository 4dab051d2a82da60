package passerelle.engine.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One compose file over another (compose-go override/merge.go). */
final class ComposeMerge {
  /** Lists whose elements are names with values. */
  private static final Set<String> PAIRS =
      Set.of("environment", "labels", "args", "sysctls", "extra_hosts", "annotations");

  /** Lists that may be maps. */
  private static final Set<String> NAMES = Set.of("depends_on", "networks");

  /** Lists of which the later file's replaces the other's. */
  private static final Set<String> REPLACED = Set.of("command", "entrypoint", "test");

  private ComposeMerge() {}

  /**
   * A value that takes the place of what stands below it ({@code !override}), or takes it away.
   *
   * @param value empty for {@code !reset}
   */
  record Tagged(Optional<Object> value) {}

  /** Without values that only take something away (compose-go loader/reset.go). */
  static Object settled(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, Object> all = new LinkedHashMap<>();
      map.forEach(
          (key, value) -> {
            Object own = value instanceof Tagged tagged ? tagged.value().orElse(null) : value;
            if (own != null) {
              all.put(String.valueOf(key), settled(own));
            }
          });
      return all;
    }
    return tree instanceof List<?> list ? list.stream().map(ComposeMerge::settled).toList() : tree;
  }

  /** A document over another: what it says wins, lists go on. */
  static Object merged(Object base, Object over) {
    return merged("", base, over);
  }

  private static Object merged(String key, Object base, Object over) {
    Object below = normal(key, base);
    Object above = normal(key, over);
    if (over instanceof Tagged) {
      return over;
    }
    if (below instanceof Map<?, ?> one && above instanceof Map<?, ?> other) {
      Map<String, Object> all = new LinkedHashMap<>();
      one.forEach((k, v) -> all.put(String.valueOf(k), v));
      other.forEach(
          (k, v) -> {
            String name = String.valueOf(k);
            all.put(name, all.containsKey(name) ? merged(name, all.get(name), v) : v);
          });
      return all;
    }
    boolean lists = below instanceof List && above instanceof List;
    return lists && !REPLACED.contains(key)
        ? appended(key, (List<?>) below, (List<?>) above)
        : above;
  }

  /** What is mounted at the same place is mounted once. */
  private static List<Object> appended(String key, List<?> base, List<?> over) {
    List<Object> all = new ArrayList<>(base);
    for (Object element : over) {
      if (key.equals("volumes")) {
        all.removeIf(other -> target(other).equals(target(element)));
      }
      if (!all.contains(element)) {
        all.add(element);
      }
    }
    return all;
  }

  private static String target(Object volume) {
    if (volume instanceof Map<?, ?> map) {
      return String.valueOf(map.get("target"));
    }
    String[] parts = String.valueOf(volume).split(":");
    return parts.length > 1 ? parts[1] : parts[0];
  }

  private static Object normal(String key, Object value) {
    if (!(value instanceof List<?> list)) {
      return value;
    }
    if (!PAIRS.contains(key) && !NAMES.contains(key)) {
      return value;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (Object element : list) {
      String text = String.valueOf(element);
      int between = NAMES.contains(key) ? -1 : text.indexOf(text.contains("=") ? '=' : ':');
      map.put(
          between < 0 ? text : text.substring(0, between),
          between < 0 ? DocumentText.NULL : text.substring(between + 1));
    }
    return map;
  }
}
