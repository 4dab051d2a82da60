package passerelle.engine.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import passerelle.engine.compose.SchemaType.Kinds;

/**
 * Holds a file against the schema of compose files, worded as compose 2.40 words it (compose-go
 * schema/schema.go, interpolation/interpolation.go). Values with variables in them may be anything.
 */
final class ComposeSchema {
  private static final SchemaType ROOT = new Kinds(List.of("root"), "");
  private static final String NAME = "[a-zA-Z0-9._-]+";
  private static final String BOOLEAN = "(?i)true|false|y|yes|on|n|no|off";

  private final String file;

  /**
   * Something that does not fit.
   *
   * @param weight how much it tells: the deeper the more
   */
  private record Problem(int weight, String text) {}

  private ComposeSchema(String file) {
    this.file = file;
  }

  /** Refuses what does not fit, as compose does. */
  static void check(String file, Node root) throws ComposeException {
    new ComposeSchema(file).check(root);
  }

  /** A file that is no map. */
  static String unnamed(Node root) {
    String what =
        root instanceof ScalarNode scalar
            ? (kind(root).equals("integer") ? "!!int" : "!!str") + " `" + scalar.getValue() + "`"
            : "!!seq";
    return "yaml: unmarshal errors:\n  line 1: cannot unmarshal " + what + " into cli.named";
  }

  private void check(Node root) throws ComposeException {
    unique(root);
    Optional<Node> services = child(root, "services");
    if (services.isPresent() && !(services.get() instanceof MappingNode)) {
      throw new ComposeException("services must be a mapping");
    }
    for (NodeTuple service : entries(services.orElse(root))) {
      Node value = service.getValueNode();
      if (services.isPresent() && !kind(value).matches("object|null")) {
        throw new ComposeException("services." + text(service) + " must be a mapping");
      }
    }
    cast(root, ROOT, "");
    Optional<Problem> worst = find(root, ROOT, List.of());
    if (worst.isPresent()) {
      throw new ComposeException("validating " + file + ": " + worst.get().text());
    }
  }

  private static List<NodeTuple> entries(Node node) {
    return node instanceof MappingNode map ? map.getValue() : List.of();
  }

  private static String text(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
  }

  private static Optional<Node> child(Node node, String name) {
    return entries(node).stream()
        .filter(tuple -> text(tuple).equals(name))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  /** No key stands twice in a map. */
  private void unique(Node node) throws ComposeException {
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple tuple : entries(node)) {
      int line = tuple.getKeyNode().getStartMark().map(Mark::getLine).orElse(0) + 1;
      Integer before = lines.put(text(tuple), line);
      if (before != null && !text(tuple).equals("<<")) {
        throw new ComposeException(
            "failed to parse %s: line %d: mapping key \"%s\" already defined at line %d"
                .formatted(file, line, text(tuple), before));
      }
      unique(tuple.getValueNode());
    }
    if (node instanceof SequenceNode sequence) {
      for (Node element : sequence.getValue()) {
        unique(element);
      }
    }
  }

  /** What a value is, as the schema calls it. */
  private static String kind(Node node) {
    if (node instanceof MappingNode) {
      return "object";
    } else if (node instanceof SequenceNode) {
      return "array";
    }
    ScalarNode scalar = (ScalarNode) node;
    String value = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN || value.contains("$")) {
      return "string";
    } else if (value.matches("|~|null|Null|NULL")) {
      return "null";
    } else if (value.matches("true|True|TRUE|false|False|FALSE")) {
      return "boolean";
    } else if (value.matches("[-+]?([0-9]+|0x[0-9a-fA-F]+|0o[0-7]+)")) {
      return "integer";
    }
    return value.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")
        ? "number"
        : "string";
  }

  /** Texts that stand for something else have to be it. */
  private static void cast(Node node, SchemaType type, String path) throws ComposeException {
    if (type instanceof SchemaType.Choice choice) {
      for (SchemaType one : choice.alternatives()) {
        cast(node, one, path);
      }
    } else if (type instanceof SchemaType.ListOf list && node instanceof SequenceNode sequence) {
      for (Node element : sequence.getValue()) {
        cast(element, list.element(), path + ".[]");
      }
    } else if (type instanceof SchemaType.MapOf map) {
      for (NodeTuple tuple : entries(node)) {
        cast(tuple.getValueNode(), map.value(), inner(path, text(tuple)));
      }
    } else if (type instanceof Kinds kinds) {
      castKinds(node, kinds, path);
    }
  }

  private static void castKinds(Node node, Kinds kinds, String path) throws ComposeException {
    for (String kind : kinds.kinds()) {
      Map<String, SchemaType> object = SchemaType.OBJECTS.getOrDefault(kind, Map.of());
      if (object.containsKey("")) {
        cast(node, object.get(""), path);
      }
      for (NodeTuple tuple : entries(node)) {
        SchemaType type = object.get(text(tuple));
        if (type != null) {
          cast(tuple.getValueNode(), type, inner(path, text(tuple)));
        }
      }
    }
    if (!(node instanceof ScalarNode scalar)
        || !kind(node).equals("string")
        || scalar.getValue().contains("$")) {
      return;
    }
    String value = scalar.getValue();
    String problem =
        switch (kinds.cast()) {
          case "Atoi", "ParseInt" ->
              value.matches("[-+]?[0-9]{1,18}") ? "" : parsing(kinds.cast(), value);
          case "ParseFloat" ->
              value.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?") ? "" : parsing(kinds.cast(), value);
          default ->
              kinds.kinds().equals(List.of("boolean", "string")) && !value.matches(BOOLEAN)
                  ? "invalid boolean: " + value
                  : "";
        };
    if (!problem.isEmpty()) {
      throw new ComposeException(
          "error while interpolating " + path + ": failed to cast to expected type: " + problem);
    }
  }

  private static String parsing(String function, String value) {
    return "strconv." + function + ": parsing \"" + value + "\": invalid syntax";
  }

  private static String inner(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static List<String> inner(List<String> path, String key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return longer;
  }

  /** What tells the most of all that does not fit; the first of equals. */
  private Optional<Problem> find(Node node, SchemaType type, List<String> path)
      throws ComposeException {
    if (node.getTag().getValue().matches("!(reset|override)")) {
      return Optional.empty();
    } else if (type instanceof SchemaType.Choice choice) {
      return choice(node, choice, path);
    } else if (type instanceof SchemaType.ListOf list) {
      return node instanceof SequenceNode sequence
          ? elements(sequence, list, path)
          : problem(path, "must be a array");
    } else if (type instanceof SchemaType.MapOf map) {
      return node instanceof MappingNode
          ? values(node, map, path)
          : problem(path, "must be a mapping");
    } else if (type instanceof SchemaType.Words words) {
      return words(node, words.words(), path);
    } else if (type instanceof SchemaType.Pattern pattern) {
      boolean fits =
          node instanceof ScalarNode scalar
              && (scalar.getValue().contains("$")
                  || Pattern.compile(pattern.pattern()).matcher(scalar.getValue()).find());
      String value = node instanceof ScalarNode scalar ? scalar.getValue() : "";
      return !kind(node).equals("string")
          ? problem(path, "must be a string")
          : fits
              ? Optional.empty()
              : problem(
                  path, "'%s' does not match pattern '%s'".formatted(value, pattern.pattern()));
    }
    return type instanceof Kinds kinds ? kinds(node, kinds, path) : Optional.empty();
  }

  private static Optional<Problem> problem(List<String> path, String what) {
    return Optional.of(new Problem(path.size(), String.join(".", path) + " " + what));
  }

  private static Optional<Problem> worse(Optional<Problem> one, Optional<Problem> other) {
    int weight = one.map(Problem::weight).orElse(-1);
    return other.filter(p -> p.weight() > weight).or(() -> one);
  }

  private Optional<Problem> choice(Node node, SchemaType.Choice choice, List<String> path)
      throws ComposeException {
    Optional<Problem> all = Optional.empty();
    for (SchemaType one : choice.alternatives()) {
      Optional<Problem> found = find(node, one, path);
      if (found.isEmpty()) {
        return found;
      }
      all = worse(all, found);
    }
    return all;
  }

  private Optional<Problem> elements(SequenceNode list, SchemaType.ListOf type, List<String> path)
      throws ComposeException {
    Optional<Problem> all = Optional.empty();
    int index = 0;
    for (Node element : list.getValue()) {
      boolean words = type.element() instanceof Kinds kinds && kinds.kinds().contains("word");
      if (words && !kind(element).matches("string|null")) {
        throw new ComposeException(
            "%s.[%d]: unexpected type %s"
                .formatted(String.join(".", path), index, goType(kind(element))));
      }
      all = worse(all, find(element, type.element(), inner(path, String.valueOf(index++))));
    }
    return all;
  }

  private static String goType(String kind) {
    return switch (kind) {
      case "integer" -> "int";
      case "number" -> "float64";
      case "boolean" -> "bool";
      case "array" -> "[]interface {}";
      default -> "map[string]interface {}";
    };
  }

  private Optional<Problem> values(Node node, SchemaType.MapOf type, List<String> path)
      throws ComposeException {
    Optional<Problem> all = Optional.empty();
    boolean named =
        type.value() instanceof Kinds kinds && SchemaType.OBJECTS.containsKey(kinds.kinds().get(0));
    for (NodeTuple tuple : entries(node)) {
      String key = text(tuple);
      boolean wrong = named && !key.matches(NAME);
      all =
          worse(
              all,
              wrong
                  ? additional(path, key)
                  : key.equals("<<")
                      ? Optional.empty()
                      : find(tuple.getValueNode(), type.value(), inner(path, key)));
    }
    return all;
  }

  private static Optional<Problem> additional(List<String> path, String key) {
    String what = String.join(".", path) + " additional properties '" + key + "' not allowed";
    return Optional.of(new Problem(path.size() + 1, what));
  }

  private static Optional<Problem> words(Node node, List<String> words, List<String> path) {
    String value = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (!kind(node).equals("string")) {
      return problem(path, "must be a string");
    } else if (words.contains(value) || value.contains("$")) {
      return Optional.empty();
    }
    return problem(
        path,
        words.size() == 1
            ? "value must be '" + words.get(0) + "'"
            : "value must be one of '" + String.join("', '", words) + "'");
  }

  private Optional<Problem> kinds(Node node, Kinds kinds, List<String> path)
      throws ComposeException {
    String own = kind(node);
    boolean open = node instanceof ScalarNode scalar && scalar.getValue().contains("$");
    List<String> wanted = new ArrayList<>();
    for (String kind : kinds.kinds()) {
      Map<String, SchemaType> object = SchemaType.OBJECTS.get(kind);
      if (object != null && object.containsKey("")) {
        return find(node, object.get(""), path);
      } else if (object != null && node instanceof MappingNode) {
        return members(node, object, path);
      }
      String plain = kind.equals("word") ? "string" : kind;
      if (object == null && (open || plain.equals(own) || isNumber(plain, own))) {
        return Optional.empty();
      }
      wanted.add(object == null ? plain : "mapping");
    }
    int last = wanted.size() - 1;
    String names =
        last == 0
            ? wanted.get(0)
            : String.join(", ", wanted.subList(0, last)) + " or " + wanted.get(last);
    return problem(path, "must be a " + names);
  }

  private static boolean isNumber(String wanted, String own) {
    return wanted.equals("number") && own.equals("integer");
  }

  private Optional<Problem> members(Node node, Map<String, SchemaType> object, List<String> path)
      throws ComposeException {
    Optional<Problem> all = Optional.empty();
    for (NodeTuple tuple : entries(node)) {
      String key = text(tuple);
      SchemaType type = object.getOrDefault(key, object.get(key + "!"));
      if (type != null) {
        all = worse(all, find(tuple.getValueNode(), type, inner(path, key)));
      } else if (!key.startsWith("x-") && !key.equals("<<")) {
        all = worse(all, additional(path, key));
      }
    }
    boolean shared = child(node, "<<").isPresent();
    for (String key : object.keySet()) {
      String plain = key.replace("!", "");
      if (key.endsWith("!") && !shared && child(node, plain).isEmpty()) {
        all = worse(all, problem(path, "missing property '" + plain + "'"));
      }
    }
    return all;
  }
}
