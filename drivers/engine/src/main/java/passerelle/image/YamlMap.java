package passerelle.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A map of a YAML file with known keys; every complaint names file, line and key. */
final class YamlMap {
  private final String file;
  private final Node whole;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, String> variables;

  YamlMap(String file, Node node, Set<String> keys) throws CatalogueException {
    this(file, node, keys, Map.of());
  }

  /** A map in the texts of which each <code>${NAME}</code> of these variables is replaced. */
  private YamlMap(String file, Node node, Set<String> keys, Map<String, String> variables)
      throws CatalogueException {
    this.file = file;
    this.whole = node;
    this.variables = variables;
    if (!(node instanceof MappingNode mapping)) {
      throw wrong(file, node, "expected a map with the keys " + new TreeSet<>(keys));
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(file, tuple.getKeyNode());
      if (!keys.contains(key)) {
        throw wrong(
            file, tuple.getKeyNode(), "no such key: " + key + "; known are " + new TreeSet<>(keys));
      }
      values.put(key, tuple.getValueNode());
    }
  }

  private YamlMap(YamlMap below, Map<String, Node> above, Map<String, String> variables) {
    file = below.file;
    whole = below.whole;
    this.variables = variables;
    values.putAll(below.values);
    values.putAll(above);
  }

  /** The same where nothing else is said in {@code above}. */
  YamlMap under(YamlMap above) {
    return new YamlMap(this, above.values, variables);
  }

  /** The same with variables. */
  YamlMap with(Map<String, String> others) {
    return new YamlMap(this, Map.of(), others);
  }

  /** A map in this one. */
  YamlMap child(Node node, Set<String> keys) throws CatalogueException {
    return new YamlMap(file, node, keys, variables);
  }

  /** The keys that are there. */
  Set<String> keys() {
    return values.keySet();
  }

  /** The values behind a key that is a map with keys of any name, in order. */
  Map<String, Node> any(String key) throws CatalogueException {
    Map<String, Node> out = new LinkedHashMap<>();
    if (has(key)) {
      if (!(values.get(key) instanceof MappingNode mapping)) {
        throw wrong(key, "expected a map");
      }
      for (NodeTuple tuple : mapping.getValue()) {
        out.put(scalar(file, tuple.getKeyNode()), tuple.getValueNode());
      }
    }
    return out;
  }

  /** The map that stands behind a key. */
  YamlMap child(String key, Set<String> keys) throws CatalogueException {
    return new YamlMap(file, values.getOrDefault(key, whole), keys, variables);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key, String otherwise) throws CatalogueException {
    return has(key) ? value(values.get(key)) : otherwise;
  }

  String oneOf(String key, Set<String> words, String otherwise) throws CatalogueException {
    String word = text(key, otherwise);
    if (!words.contains(word)) {
      throw wrong(key, "expected one of " + new TreeSet<>(words) + ", not " + word);
    }
    return word;
  }

  int number(String key, int low, int high, OptionalInt otherwise) throws CatalogueException {
    if (!has(key)) {
      if (otherwise.isEmpty()) {
        throw wrong(file, whole, "the key " + key + " is missing");
      }
      return otherwise.getAsInt();
    }
    String text = text(key, "");
    if (!text.matches("[0-9]{1,6}")
        || Integer.parseInt(text) < low
        || Integer.parseInt(text) > high) {
      throw wrong(key, "expected a number from " + low + " to " + high + ", not " + text);
    }
    return Integer.parseInt(text);
  }

  /** A list of texts; a single text is a list of one. */
  List<String> texts(String key) throws CatalogueException {
    List<String> out = new ArrayList<>();
    for (Node node : nodes(key)) {
      out.add(value(node));
    }
    return List.copyOf(out);
  }

  /** The elements of a list; a single element is a list of one, a missing key an empty list. */
  List<Node> nodes(String key) {
    if (!has(key)) {
      return List.of();
    }
    return values.get(key) instanceof SequenceNode list
        ? list.getValue()
        : List.of(values.get(key));
  }

  /** A map of lists of texts. */
  Map<String, List<String>> lists(String key) throws CatalogueException {
    Map<String, List<String>> out = new LinkedHashMap<>();
    if (has(key)) {
      if (!(values.get(key) instanceof MappingNode mapping)) {
        throw wrong(key, "expected a map of lists");
      }
      for (NodeTuple tuple : mapping.getValue()) {
        Node node = tuple.getValueNode();
        List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        List<String> texts = new ArrayList<>();
        for (Node each : nodes) {
          texts.add(value(each));
        }
        out.put(scalar(file, tuple.getKeyNode()), List.copyOf(texts));
      }
    }
    return out;
  }

  Map<String, String> map(String key) throws CatalogueException {
    Map<String, String> out = new LinkedHashMap<>();
    if (has(key)) {
      if (!(values.get(key) instanceof MappingNode mapping)) {
        throw wrong(key, "expected a map");
      }
      for (NodeTuple tuple : mapping.getValue()) {
        out.put(scalar(file, tuple.getKeyNode()), value(tuple.getValueNode()));
      }
    }
    return out;
  }

  CatalogueException wrong(String key, String what) {
    return wrong(file, values.getOrDefault(key, whole), key + ": " + what);
  }

  static CatalogueException wrong(String file, Node node, String what) {
    int line = node.getStartMark().map(m -> m.getLine() + 1).orElse(1);
    return new CatalogueException(file + ":" + line + ": " + what);
  }

  private String value(Node node) throws CatalogueException {
    String text = scalar(file, node);
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      text = text.replace("${" + variable.getKey() + "}", variable.getValue());
    }
    return text;
  }

  private static String scalar(String file, Node node) throws CatalogueException {
    if (!(node instanceof ScalarNode scalar)) {
      throw wrong(file, node, "expected a text");
    }
    return scalar.getValue();
  }
}
