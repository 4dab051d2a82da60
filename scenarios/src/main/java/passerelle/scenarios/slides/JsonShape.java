package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The shape of an output in JSON: what stands at the end of each path, by its shape. The order of
 * names has no part in it, elements of a list are alike, and so is what is empty, or nothing.
 *
 * @param leaves by path and shape, those that have it
 */
record JsonShape(Map<String, List<Shape>> leaves) {
  /** What an object holds of which nothing is shown. */
  static final String LEFT_OUT = "\"...\": \"...\"";

  /**
   * What another machine has: a container's short id was among its aliases until 25.0, and is among
   * DNSNames since; Docker Desktop gives each network these options; releases of an image have
   * variables of their own.
   */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "(?:.*/)?(?:Aliases/- <id>|Options/com\\.docker\\.network\\.enable_ipv[46] .*"
              + "|Env/- [A-Z_]*(?:VERSION|RELEASE)=.*)");

  /** What JSON has not, and an author has written behind a line of it. */
  private static final Pattern REMARK = Pattern.compile("(?m)(?<=[{\\[,\"\\w])\\s+//[^\"\n]*$");

  /** How what an object holds begins. */
  private static final Pattern MEMBER = Pattern.compile("\"[^\"]+\"\\s*:\\s*[\\[{]");

  /** Longer texts, and deeper ones, are compared line by line. */
  private static final int LONGEST = 200_000;

  private static final int DEEPEST = 64;

  /** The shape of lines that are one value in JSON, an object or a list. */
  static Optional<JsonShape> of(List<String> lines) {
    String text = String.join("\n", lines).strip();
    if (!text.startsWith("{") && !text.startsWith("[") || text.length() > LONGEST || isDeep(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(shape(load(text)));
    } catch (YamlEngineException other) {
      return Optional.empty();
    }
  }

  /**
   * The leaves of lines from within an object, beside those of the object that they are from.
   *
   * @param printed begins with a name; what would close it may be missing, or closes too much
   * @param actual what is a whole value in JSON
   * @return empty where it is no excerpt, or nothing has all of it
   */
  static Optional<List<Shapes.Pair>> excerpt(List<String> printed, List<String> actual) {
    // What is left out may be all that stands between the beginning and what is shown.
    String text =
        REMARK
            .matcher(String.join("\n", printed))
            .replaceAll("")
            .replaceFirst("^[\\s\\[{]+(?=\"[^\"]+\"\\s*:)", "")
            .strip();
    if (!MEMBER.matcher(text).lookingAt() || text.length() > LONGEST || isDeep(text)) {
      return Optional.empty();
    }
    try {
      Map<String, List<Shape>> leaves = new TreeMap<>();
      collect("", load("{" + closed(text) + "}"), leaves);
      JsonShape wanted = new JsonShape(leaves);
      List<Object> inner = new ArrayList<>();
      of(actual).ifPresent(whole -> objects(load(String.join("\n", actual)), inner));
      return wanted.withinAny(inner);
    } catch (YamlEngineException other) {
      return Optional.empty();
    }
  }

  /** The leaves beside those of the element of a list that has them all. */
  Optional<List<Shapes.Pair>> withinElement(List<String> actual) {
    return load(String.join("\n", actual)) instanceof List<?> list
        ? withinAny(list)
        : Optional.empty();
  }

  private Optional<List<Shapes.Pair>> withinAny(List<?> values) {
    return values.stream()
        .map(JsonShape::shape)
        .map(this::within)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * The leaves of objects that stand one a line, beside those of the lines that have them all.
   *
   * @return empty where lines are none, or one has no such line
   */
  static Optional<List<Shapes.Pair>> lines(List<String> printed, List<String> actual) {
    List<Optional<List<Shapes.Pair>>> found =
        printed.stream().map(line -> line(line, actual)).toList();
    return found.size() > 1 && found.stream().allMatch(Optional::isPresent)
        ? Optional.of(found.stream().flatMap(Optional::stream).flatMap(List::stream).toList())
        : Optional.empty();
  }

  private static Optional<List<Shapes.Pair>> line(String printed, List<String> actual) {
    return of(List.of(printed))
        .flatMap(
            wanted ->
                actual.stream()
                    .flatMap(line -> of(List.of(line)).stream())
                    .flatMap(object -> wanted.within(object).stream())
                    .findFirst());
  }

  private static Object load(String text) {
    // JSON is YAML (YAML 1.2.2, section 1.2).
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static JsonShape shape(Object value) {
    Map<String, List<Shape>> leaves = new TreeMap<>();
    collect("", value, leaves);
    return new JsonShape(leaves);
  }

  /** All objects of a value, with itself. */
  private static void objects(Object value, List<Object> found) {
    if (value instanceof Map<?, ?> object) {
      found.add(object);
      object.values().forEach(inner -> objects(inner, found));
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> objects(inner, found));
    }
  }

  /** A text up to what closes more than it has opened, and all that it has opened closed. */
  private static String closed(String text) {
    StringBuilder open = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && text.charAt(Math.max(0, i - 1)) != '\\') {
        quoted = !quoted;
      } else if (!quoted && (c == '{' || c == '[')) {
        open.insert(0, c == '{' ? '}' : ']');
      } else if (!quoted && (c == '}' || c == ']')) {
        if (open.length() == 0) {
          return text.substring(0, i);
        }
        open.deleteCharAt(0);
      }
    }
    return text + open;
  }

  private static boolean isDeep(String text) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest > DEEPEST;
  }

  private static void collect(String path, Object value, Map<String, List<Shape>> leaves) {
    if (value instanceof Map<?, ?> object && !object.isEmpty()) {
      object.forEach(
          (name, inner) -> {
            if (!name.equals("...")) {
              collect(path + "/" + Shape.of(String.valueOf(name)).text(), inner, leaves);
            }
          });
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      list.forEach(inner -> collect(path + "/-", inner, leaves));
    } else {
      boolean empty = value instanceof Map<?, ?> || value instanceof List<?>;
      Shape shape = Shape.of(empty ? "null" : String.valueOf(value));
      leaves.computeIfAbsent(path + " " + shape.text(), p -> new ArrayList<>()).add(shape);
    }
  }

  /**
   * The leaves beside those of another that have their paths and shapes, where there is one of
   * each.
   *
   * @return empty when the other lacks some
   */
  Optional<List<Shapes.Pair>> within(JsonShape other) {
    List<Shapes.Pair> pairs = new ArrayList<>();
    for (Map.Entry<String, List<Shape>> leaf : leaves.entrySet()) {
      Optional<List<Shape>> actual = other.like(leaf.getKey());
      if (actual.isEmpty()
          && (ELSEWHERE.matcher(leaf.getKey()).matches() || other.isHollow(leaf.getKey()))) {
        continue;
      }
      if (actual.isEmpty()) {
        return Optional.empty();
      }
      List<Shape> shapes = leaf.getValue();
      if (shapes.size() == 1 && actual.get().size() == 1) {
        pairs.add(new Shapes.Pair(shapes.get(0), actual.get().get(0)));
      }
    }
    return Optional.of(pairs);
  }

  /** Whether nothing is told where another tells that there is nothing. */
  private boolean isHollow(String leaf) {
    String inner = leaf.replaceFirst(" null$", "/");
    List<String> there = leaves.keySet().stream().filter(key -> key.startsWith(inner)).toList();
    return !inner.equals(leaf)
        && !there.isEmpty()
        && there.stream().allMatch(key -> key.endsWith(" ") || key.endsWith(" null"));
  }

  /** The leaves of a path and a shape, of which something may be left out: an id cut short. */
  private Optional<List<Shape>> like(String leaf) {
    String[] parts = Shapes.LEFT_OUT.split(leaf, -1);
    return Optional.ofNullable(leaves.get(leaf))
        .or(
            () ->
                leaves.entrySet().stream()
                    .filter(e -> parts.length > 1 && Shapes.hasInOrder(e.getKey(), parts))
                    .map(Map.Entry::getValue)
                    .findFirst());
  }
}
