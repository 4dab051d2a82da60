package passerelle.gotemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prints values as Go's encoding/json does. Plain Java maps keep their order, as the fields of the
 * struct that the engine marshals do; Go maps are sorted by key. Docker's client and engine both
 * switch HTML escaping off ({@code SetEscapeHTML(false)}), except where a value's own MarshalJSON
 * does the work.
 */
public final class GoJson {
  private final boolean escapeHtml;
  private final String indent;
  private final StringBuilder out = new StringBuilder();

  private GoJson(boolean escapeHtml, String indent) {
    this.escapeHtml = escapeHtml;
    this.indent = indent;
  }

  /** On one line, without HTML escapes: what {@code {{json .}}} prints. */
  public static String compact(Object value) {
    return print(value, false, "");
  }

  /** On one line, with {@code <}, {@code >} and {@code &} escaped (Go: {@code json.Marshal}). */
  public static String marshal(Object value) {
    return print(value, true, "");
  }

  /** With four spaces a level: what {@code docker inspect} prints. */
  public static String indented(Object value) {
    return print(value, false, "    ");
  }

  private static String print(Object value, boolean escapeHtml, String indent) {
    GoJson json = new GoJson(escapeHtml, indent);
    json.any(value, 0);
    return json.out.toString();
  }

  /** A float64 in JSON: plain, or with an exponent below 1e-6 and from 1e21 on. */
  static String number(double f) {
    double abs = Math.abs(f);
    if (abs != 0 && (abs < 1e-6 || abs >= 1e21)) {
      return GoFloat.format(f, 'e', GoFloat.SHORTEST).replaceFirst("e-0(\\d)$", "e-$1");
    }
    return GoFloat.format(f, 'f', GoFloat.SHORTEST);
  }

  /** A string in JSON. */
  static String string(String s, boolean escapeHtml) {
    StringBuilder out = new StringBuilder("\"");
    String text = GoStrings.wellFormed(s);
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      escape(out, text.codePointAt(i), escapeHtml);
    }
    return out.append('"').toString();
  }

  private static void escape(StringBuilder out, int c, boolean escapeHtml) {
    boolean html = escapeHtml && (c == '<' || c == '>' || c == '&');
    switch (c) {
      case '"', '\\' -> out.append('\\').append((char) c);
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ' || html || c == 0x2028 || c == 0x2029) {
          out.append("\\u%04x".formatted(c));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }

  private record Member(String name, Object value) {}

  private void any(Object value, int level) {
    if (value instanceof GoValue go) {
      goValue(go, level);
    } else if (value instanceof Optional<?> optional && optional.isPresent()) {
      any(optional.get(), level);
    } else if (value instanceof Map<?, ?> map) {
      List<Member> members = new ArrayList<>();
      map.forEach((name, member) -> members.add(new Member(String.valueOf(name), member)));
      object(members, level);
    } else if (value instanceof List<?> list) {
      array(list, level);
    } else if (value instanceof String s) {
      out.append(string(s, escapeHtml));
    } else if (value instanceof Double || value instanceof Float) {
      out.append(number(((Number) value).doubleValue()));
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      out.append("null");
    }
  }

  private void goValue(GoValue value, int level) {
    if (value.isNil() || !value.isValid() || value instanceof GoValue.Complex) {
      out.append("null");
    } else if (value instanceof GoValue.Bool b) {
      out.append(b.value());
    } else if (value instanceof GoValue.Int n) {
      out.append(n.kind().isUnsigned() ? Long.toUnsignedString(n.value()) : n.value());
    } else if (value instanceof GoValue.Float f) {
      out.append(number(f.value()));
    } else if (value instanceof GoValue.Str s) {
      boolean isNumber = s.type().equals(GoType.JSON_NUMBER);
      out.append(isNumber ? s.value() : string(s.value(), escapeHtml));
    } else if (value instanceof GoValue.Slice slice) {
      array(slice.elements(), level);
    } else if (value instanceof GoValue.MapValue map) {
      any(map.entries(), level);
    } else if (value instanceof GoValue.StructValue struct) {
      struct(struct, level);
    } else {
      any(value.indirect(), level);
    }
  }

  private void struct(GoValue.StructValue struct, int level) {
    if (struct.type().marshalsMethods()) {
      out.append(marshal(GoObjects.methodResults(struct)));
      return;
    }
    object(members(struct), level);
  }

  private static List<Member> members(GoValue.StructValue struct) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < struct.fields().size(); i++) {
      GoType.Field field = struct.type().fields().get(i);
      GoValue value = struct.fields().get(i);
      if (field.embedded()) {
        members.addAll(members((GoValue.StructValue) value.indirect()));
      } else if (!field.omitEmpty() || !isEmpty(value)) {
        members.add(new Member(field.jsonName(), value));
      }
    }
    return members;
  }

  /** What {@code omitempty} leaves out: zero numbers, and all that has no elements. */
  private static boolean isEmpty(GoValue value) {
    return value.isNil()
        || value instanceof GoValue.Bool b && !b.value()
        || value instanceof GoValue.Int n && n.value() == 0
        || value instanceof GoValue.Float f && f.value() == 0
        || value instanceof GoValue.Str s && s.value().isEmpty() && s.kind() != GoKind.STRUCT
        || value instanceof GoValue.Slice slice && slice.elements().isEmpty()
        || value instanceof GoValue.MapValue map && map.entries().isEmpty();
  }

  private void object(List<Member> members, int level) {
    out.append('{');
    for (int i = 0; i < members.size(); i++) {
      out.append(i > 0 ? "," : "");
      newLine(level + 1);
      String name = string(members.get(i).name(), escapeHtml);
      out.append(name).append(indent.isEmpty() ? ":" : ": ");
      any(members.get(i).value(), level + 1);
    }
    if (!members.isEmpty()) {
      newLine(level);
    }
    out.append('}');
  }

  private void array(List<?> elements, int level) {
    out.append('[');
    for (int i = 0; i < elements.size(); i++) {
      out.append(i > 0 ? "," : "");
      newLine(level + 1);
      any(elements.get(i), level + 1);
    }
    if (!elements.isEmpty()) {
      newLine(level);
    }
    out.append(']');
  }

  private void newLine(int level) {
    if (!indent.isEmpty()) {
      out.append('\n').append(indent.repeat(level));
    }
  }
}
