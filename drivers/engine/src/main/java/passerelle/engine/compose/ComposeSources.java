package passerelle.engine.compose;

import static passerelle.engine.compose.DocumentText.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file with what it takes from others: {@code include}, {@code extends} and YAML's merge keys
 * (compose-go loader/include.go, extends.go).
 *
 * @param directory of the project
 * @param trees a file as maps, lists and texts
 */
record ComposeSources(String directory, Trees trees) {
  private static final int DEEPEST = 20;
  private static final String SERVICES = "services";
  private static final String EXTENDS = "extends";

  /** Reads files. */
  @FunctionalInterface
  interface Trees {
    Object read(String path) throws ComposeException;
  }

  /** The file, whole. */
  Map<String, Object> read(String path) throws ComposeException {
    return read(path, 0);
  }

  private Map<String, Object> read(String path, int depth) throws ComposeException {
    if (depth > DEEPEST) {
      throw new ComposeException("include cycle detected: " + path);
    }
    Map<String, Object> tree = map(merged(trees.read(path)));
    Object include = tree.remove("include");
    for (Object one : list(include)) {
      Object paths = one instanceof Map<?, ?> ? map(one).get("path") : one;
      for (Object file : list(paths)) {
        tree = included(tree, read(absolute(String.valueOf(file)), depth + 1));
      }
    }
    Map<String, Object> services = map(tree.get(SERVICES));
    Map<String, Object> all = new LinkedHashMap<>();
    for (String name : services.keySet()) {
      all.put(name, extended(path, services, name, 0));
    }
    if (!all.isEmpty()) {
      tree.put(SERVICES, all);
    }
    return tree;
  }

  private static Map<String, Object> included(Map<String, Object> tree, Map<String, Object> other)
      throws ComposeException {
    for (String kind : List.of(SERVICES, "networks", "volumes")) {
      for (Map.Entry<String, Object> one : map(other.get(kind)).entrySet()) {
        Object here = map(tree.get(kind)).get(one.getKey());
        if (here != null && !here.equals(one.getValue())) {
          throw new ComposeException(
              kind + "." + one.getKey() + " conflicts with imported resource");
        }
      }
    }
    Map<String, Object> added = new LinkedHashMap<>(other);
    added.remove("name");
    return map(ComposeMerge.merged(added, tree));
  }

  private Object extended(String path, Map<String, Object> services, String name, int depth)
      throws ComposeException {
    Map<String, Object> service = map(services.get(name));
    if (!service.containsKey(EXTENDS)) {
      return services.get(name);
    }
    Object wanted = service.get(EXTENDS);
    Map<String, Object> wishes = wanted instanceof Map ? map(wanted) : Map.of("service", wanted);
    String base = String.valueOf(wishes.get("service"));
    boolean other = wishes.containsKey("file");
    String file = other ? absolute(String.valueOf(wishes.get("file"))) : path;
    Map<String, Object> all = other ? map(map(merged(trees.read(file))).get(SERVICES)) : services;
    if (!all.containsKey(base)) {
      throw new ComposeException(
          ("cannot extend service \"" + name + "\" in " + path + ": service \"" + base)
              + ("\" not found in " + file));
    }
    if (depth > DEEPEST) {
      throw new ComposeException("circular reference with extends: " + name);
    }
    Map<String, Object> own = new LinkedHashMap<>(service);
    own.remove(EXTENDS);
    return ComposeMerge.merged(extended(file, all, base, depth + 1), own);
  }

  /** Paths in a file of another directory begin there, which is not modelled. */
  private String absolute(String named) throws ComposeException {
    String plain = named.replaceFirst("^\\./", "");
    if (plain.contains("/") && !plain.startsWith(directory + "/")) {
      throw ComposeException.unmodelled("a compose file that takes from another directory");
    }
    return plain.startsWith("/") ? plain : directory + "/" + plain;
  }

  /** What a merge key ({@code <<: *anchor}) brings stands below what the map says itself. */
  private static Object merged(Object tree) {
    if (tree instanceof List<?> list) {
      return list.stream().map(ComposeSources::merged).toList();
    } else if (!(tree instanceof Map)) {
      return tree;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map(tree).forEach((key, value) -> values.put(key, merged(value)));
    for (Object shared : list(values.remove("<<"))) {
      map(shared).forEach(values::putIfAbsent);
    }
    return values;
  }

  private static List<Object> list(Object value) {
    return value == null
        ? List.of()
        : value instanceof List<?> list ? new ArrayList<>(list) : List.of(value);
  }
}
