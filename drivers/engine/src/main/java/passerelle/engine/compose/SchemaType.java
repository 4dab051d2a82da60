package passerelle.engine.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.text.Resources;

/** What may stand at a place of a compose file: a type of its schema. */
sealed interface SchemaType {

  /** Anything. */
  record Any() implements SchemaType {}

  /**
   * One of these kinds; the name of an object is its kind, too.
   *
   * @param cast what a text is turned into; empty for nothing
   */
  record Kinds(List<String> kinds, String cast) implements SchemaType {}

  record Choice(List<SchemaType> alternatives) implements SchemaType {}

  record ListOf(SchemaType element) implements SchemaType {}

  record MapOf(SchemaType value) implements SchemaType {}

  /** One of these words. */
  record Words(List<String> words) implements SchemaType {}

  /** A text that a regular expression finds something in. */
  record Pattern(String pattern) implements SchemaType {}

  /**
   * The keys of each object with their types, and short names of types, with the key {@code ""}.
   */
  Map<String, Map<String, SchemaType>> OBJECTS = objects();

  private static Map<String, Map<String, SchemaType>> objects() {
    Map<String, Map<String, SchemaType>> all = new LinkedHashMap<>();
    for (String line : Resources.rows(SchemaType.class, "schema.txt").toList()) {
      String[] parts = line.split(" = ", 2);
      Map<String, SchemaType> object = all.computeIfAbsent(parts[0], k -> new LinkedHashMap<>());
      for (String key : parts[1].split(" ")) {
        int equals = key.indexOf('=');
        object.put(equals < 0 ? "" : key.substring(0, equals), parse(key.substring(equals + 1)));
      }
    }
    return all;
  }

  private static SchemaType parse(String text) {
    if (text.startsWith("~")) {
      return new Pattern(text.substring(1, text.length() - 1));
    }
    List<SchemaType> alternatives = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '|';
      depth += "[{<".indexOf(c) >= 0 ? 1 : "]}>".indexOf(c) >= 0 ? -1 : 0;
      if (c == '|' && depth == 0) {
        alternatives.add(one(text.substring(start, i)));
        start = i + 1;
      }
    }
    return alternatives.size() == 1 ? alternatives.get(0) : new Choice(alternatives);
  }

  private static SchemaType one(String text) {
    String inner = text.substring(1, Math.max(1, text.length() - 1));
    return switch (text.charAt(0)) {
      case '[' -> new ListOf(parse(inner));
      case '{' -> new MapOf(parse(inner));
      case '<' -> new Words(List.of(inner.split(",")));
      default -> {
        String[] parts = text.split(":");
        yield text.equals("any")
            ? new Any()
            : new Kinds(List.of(parts[0].split("\\+")), parts.length > 1 ? parts[1] : "");
      }
    };
  }
}
