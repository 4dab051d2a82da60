package passerelle.sim.userland.jq;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes values (jv_print.c).
 *
 * @param indent what a level is set in by; empty for everything on one line
 * @param colours escape sequences of jq 1.7 around values
 * @param sorted keys of objects in their order
 * @param ascii other characters as escapes
 */
record JqPrinter(String indent, boolean colours, boolean sorted, boolean ascii) {
  private static final String END = "\033[0m";
  private static final String STRUCTURE = "\033[1;39m";
  private static final String KEY = "\033[1;34m";

  /** On one line, as in a message. */
  static String compact(Json value) {
    return new JqPrinter("", false, false, false).print(value);
  }

  String print(Json value) {
    StringBuilder out = new StringBuilder();
    print(value, 0, out);
    return out.toString();
  }

  private void print(Json value, int level, StringBuilder out) {
    if (value instanceof Json.Arr array) {
      array(array.values(), level, out);
    } else if (value instanceof Json.Obj object) {
      object(sorted ? new TreeMap<>(object.values()) : object.values(), level, out);
    } else {
      out.append(colours ? colour(value) : "").append(scalar(value)).append(colours ? END : "");
    }
  }

  private static String colour(Json value) {
    return value instanceof Json.Null
        ? "\033[0;90m"
        : value instanceof Json.Str ? "\033[0;32m" : "\033[0;39m";
  }

  private String scalar(Json value) {
    if (value instanceof Json.Num number) {
      return number(number);
    } else if (value instanceof Json.Str text) {
      return quote(text.value());
    }
    return value instanceof Json.Bool bool ? String.valueOf(bool.value()) : "null";
  }

  private void array(List<Json> values, int level, StringBuilder out) {
    String start = colours ? STRUCTURE : "";
    String end = colours ? END : "";
    out.append(start).append('[');
    if (values.isEmpty()) {
      out.append(']').append(end);
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      out.append(i > 0 ? start + "," : "");
      newline(level + 1, out);
      out.append(i > 0 && colours && indent.isEmpty() ? end : "");
      print(values.get(i), level + 1, out);
    }
    out.append(start);
    newline(level, out);
    out.append(start).append(']').append(end);
  }

  private void object(Map<String, Json> values, int level, StringBuilder out) {
    String start = colours ? STRUCTURE : "";
    String end = colours ? END : "";
    out.append(start).append('{');
    if (values.isEmpty()) {
      out.append('}').append(end);
      return;
    }
    Iterator<Map.Entry<String, Json>> entries = values.entrySet().iterator();
    for (boolean first = true; entries.hasNext(); first = false) {
      Map.Entry<String, Json> entry = entries.next();
      out.append(first ? "" : start + ",");
      newline(level + 1, out);
      out.append(end);
      out.append(colours ? KEY : "").append(quote(entry.getKey())).append(end);
      out.append(start).append(indent.isEmpty() ? ":" : ": ").append(end);
      print(entry.getValue(), level + 1, out);
    }
    out.append(start);
    newline(level, out);
    out.append(start).append('}').append(end);
  }

  private void newline(int level, StringBuilder out) {
    if (!indent.isEmpty()) {
      out.append('\n').append(indent.repeat(level));
    }
  }

  private String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int simple = "\b\f\n\r\t\"\\".indexOf(c);
      if (simple >= 0) {
        out.append('\\').append("bfnrt\"\\".charAt(simple));
      } else if (c < 32 || c == 127 || ascii && c > 126) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** A literal as it was; else the fewest digits that tell the number (jv_dtoa.c). */
  static String number(Json.Num number) {
    double value = number.value();
    if (Double.isNaN(value)) {
      return "null";
    }
    if (number.literal().isPresent()) {
      BigDecimal literal = number.literal().get();
      return literal.signum() == 0 && 1 / value < 0 ? "-" + literal : literal.toString();
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "1.7976931348623157e+308" : "-1.7976931348623157e+308";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(Math.abs(value));
    BigDecimal shortest = exact;
    for (int digits = 1; digits <= 17; digits++) {
      shortest = exact.round(new MathContext(digits));
      if (shortest.doubleValue() == Math.abs(value)) {
        break;
      }
    }
    return (value < 0 ? "-" : "") + format(shortest.stripTrailingZeros());
  }

  private static String format(BigDecimal value) {
    String digits = value.unscaledValue().toString();
    int point = digits.length() - value.scale();
    if (point > -4 && point <= digits.length() + 15) {
      return value.toPlainString();
    }
    int exponent = point - 1;
    String tail = digits.length() > 1 ? "." + digits.substring(1) : "";
    return digits.charAt(0)
        + tail
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
