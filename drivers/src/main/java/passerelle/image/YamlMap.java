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

  YamlMap(String file, Node node, Set<String> keys) throws CatalogueException {
    this.file = file;
    this.whole = node;
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

  String file() {
    return file;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key, String otherwise) throws CatalogueException {
    return has(key) ? scalar(file, values.get(key)) : otherwise;
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
      out.add(scalar(file, node));
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

  Map<String, String> map(String key) throws CatalogueException {
    Map<String, String> out = new LinkedHashMap<>();
    if (has(key)) {
      if (!(values.get(key) instanceof MappingNode mapping)) {
        throw wrong(key, "expected a map");
      }
      for (NodeTuple tuple : mapping.getValue()) {
        out.put(scalar(file, tuple.getKeyNode()), scalar(file, tuple.getValueNode()));
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

  private static String scalar(String file, Node node) throws CatalogueException {
    if (!(node instanceof ScalarNode scalar)) {
      throw wrong(file, node, "expected a text");
    }
    return scalar.getValue();
  }
}
