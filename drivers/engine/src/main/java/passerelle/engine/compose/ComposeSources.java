package passerelle.engine.compose;

import static passerelle.engine.compose.DocumentText.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.Paths;

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
    return read(path, directory, 0);
  }

  private Map<String, Object> read(String path, String base, int depth) throws ComposeException {
    if (depth > DEEPEST) {
      throw new ComposeException("include cycle detected: " + path);
    }
    Map<String, Object> tree = map(merged(trees.read(path)));
    Object include = tree.remove("include");
    if (include != null && !(include instanceof List)) {
      throw new ComposeException("`include` must be a list, got " + include);
    }
    ComposePaths here = new ComposePaths(base);
    for (Object one : list(include)) {
      Object paths = one instanceof Map<?, ?> ? map(one).get("path") : one;
      Object other = map(one).get("project_directory");
      for (Object file : list(paths)) {
        String named = here.path(String.valueOf(file));
        String its = other == null ? Paths.parent(named) : here.path(String.valueOf(other));
        tree = included(tree, read(named, its, depth + 1));
      }
    }
    if (!base.equals(directory)) {
      tree = here.absolute(tree);
    }
    Map<String, Object> services = map(tree.get(SERVICES));
    Map<String, Object> all = new LinkedHashMap<>();
    for (String name : services.keySet()) {
      all.put(name, extended(new Extending(path, base, services), name, List.of()));
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

  /**
   * Where a service stands that takes from another one.
   *
   * @param path of the file
   * @param base where its relative paths begin
   */
  private record Extending(String path, String base, Map<String, Object> services) {}

  private Object extended(Extending in, String name, List<String> way) throws ComposeException {
    Map<String, Object> service = map(in.services().get(name));
    if (!service.containsKey(EXTENDS)) {
      return in.services().get(name);
    }
    List<String> longer = new ArrayList<>(way);
    longer.add(name + " in " + in.path());
    if (way.contains(longer.get(way.size()))) {
      throw new ComposeException("Circular reference:\n  " + String.join("\n  extends ", longer));
    }
    Object wanted = service.get(EXTENDS);
    Map<String, Object> wishes = wanted instanceof Map ? map(wanted) : Map.of("service", wanted);
    String base = String.valueOf(wishes.get("service"));
    Extending from = wishes.containsKey("file") ? other(in, wishes) : in;
    if (!from.services().containsKey(base)) {
      String where = wishes.containsKey("file") ? " in " + wishes.get("file") : "";
      throw new ComposeException(
          ("cannot extend service \"" + name + "\" in " + in.path() + ": service \"" + base)
              + ("\" not found" + where));
    }
    Map<String, Object> own = new LinkedHashMap<>(service);
    own.remove(EXTENDS);
    Object below = extended(from, base, longer);
    boolean far = !from.base().equals(in.base());
    return ComposeMerge.merged(far ? new ComposePaths(from.base()).service(below) : below, own);
  }

  private Extending other(Extending in, Map<String, Object> wishes) throws ComposeException {
    String file = new ComposePaths(in.base()).path(String.valueOf(wishes.get("file")));
    Map<String, Object> services = map(map(merged(trees.read(file))).get(SERVICES));
    return new Extending(file, Paths.parent(file), services);
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
