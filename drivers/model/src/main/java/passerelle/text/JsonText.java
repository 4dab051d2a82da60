package passerelle.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as JSON (RFC 8259). */
public final class JsonText {
  private JsonText() {}

  /** An array of objects, one a line. */
  public static List<String> array(List<Map<String, Object>> objects) {
    List<String> lines = new ArrayList<>();
    lines.add("[");
    for (int i = 0; i < objects.size(); i++) {
      lines.add("  " + of(objects.get(i)) + (i + 1 < objects.size() ? "," : ""));
    }
    lines.add("]");
    return lines;
  }

  /** An object, an array, a number, a truth value or a string, in one line. */
  public static String of(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> string(String.valueOf(e.getKey())) + ": " + of(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(JsonText::of).collect(Collectors.joining(", ", "[", "]"));
    }
    boolean bare = value instanceof Number || value instanceof Boolean;
    return bare ? value.toString() : string(String.valueOf(value));
  }

  /** Likewise, such that it may stand in HTML: nothing in it ends a script or begins an element. */
  public static String inHtml(Object value) {
    StringBuilder out = new StringBuilder();
    for (char c : of(value).toCharArray()) {
      // Outside of strings JSON has none of these.
      if ("<>&\u2028\u2029".indexOf(c) >= 0) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String string(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> out.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    return out.append('"').toString();
  }
}
