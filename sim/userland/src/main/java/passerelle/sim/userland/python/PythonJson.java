package passerelle.sim.userland.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JSON as Python's json does, with its complaints (Lib/json/decoder.py, scanner.py). */
final class PythonJson {
  private static final Pattern NUMBER =
      Pattern.compile("(-?(?:0|[1-9]\\d*))(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final Pattern WORD = Pattern.compile("null|true|false|NaN|-?Infinity");
  private static final int DEEPEST = 900;

  private final String text;
  private int at;
  private int depth;

  PythonJson(String text) {
    this.text = text;
  }

  /** A text that is no JSON; the message is Python's. */
  static final class Malformed extends Exception {
    private Malformed(String problem, String text, int at) {
      super(
          "%s: line %s column %s%s"
              .formatted(
                  problem,
                  text.substring(0, at).chars().filter(c -> c == '\n').count() + 1,
                  at - text.lastIndexOf('\n', at - 1),
                  " (char " + at + ")"));
    }
  }

  /**
   * A number or a word, as Python writes it again.
   *
   * @param text of it
   */
  record Literal(String text) {}

  /** The only value: a map, a list, a text or a literal. */
  Object read() throws Malformed {
    blanks();
    Object value = value();
    blanks();
    if (at < text.length()) {
      throw new Malformed("Extra data", text, at);
    }
    return value;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean sees(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private Object value() throws Malformed {
    if (++depth > DEEPEST) {
      throw new Malformed("maximum recursion depth exceeded", text, at);
    }
    try {
      if (sees('"')) {
        at++;
        return string();
      } else if (sees('{')) {
        at++;
        return object();
      } else if (sees('[')) {
        at++;
        return array();
      }
      return literal();
    } finally {
      depth--;
    }
  }

  private Literal literal() throws Malformed {
    Matcher word = WORD.matcher(text).region(at, text.length());
    if (word.lookingAt()) {
      at = word.end();
      return new Literal(word.group());
    }
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw new Malformed("Expecting value", text, at);
    }
    at = number.end();
    boolean whole = number.group(2) == null && number.group(3) == null;
    return new Literal(whole ? new BigInteger(number.group(1)).toString() : real(number.group()));
  }

  /** {@code repr} of a float. */
  private static String real(String digits) {
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    double size = Math.abs(value);
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (value == 0 || size >= 1e-4 && size < 1e16) {
      String plain = shortest.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String unscaled = shortest.unscaledValue().abs().toString();
    int exponent = unscaled.length() - 1 - shortest.scale();
    String mantissa =
        unscaled.charAt(0) + (unscaled.length() > 1 ? "." + unscaled.substring(1) : "");
    String sign = exponent < 0 ? "-" : "+";
    int places = Math.abs(exponent);
    return (value < 0 ? "-" : "") + mantissa + "e" + sign + (places < 10 ? "0" : "") + places;
  }

  private Map<String, Object> object() throws Malformed {
    Map<String, Object> values = new LinkedHashMap<>();
    blanks();
    if (sees('}')) {
      at++;
      return values;
    }
    while (true) {
      if (!sees('"')) {
        throw new Malformed("Expecting property name enclosed in double quotes", text, at);
      }
      at++;
      String key = string();
      blanks();
      if (!sees(':')) {
        throw new Malformed("Expecting ':' delimiter", text, at);
      }
      at++;
      blanks();
      values.put(key, value());
      blanks();
      if (sees('}')) {
        at++;
        return values;
      }
      comma('}', "object");
    }
  }

  private List<Object> array() throws Malformed {
    List<Object> values = new ArrayList<>();
    blanks();
    if (sees(']')) {
      at++;
      return values;
    }
    while (true) {
      values.add(value());
      blanks();
      if (sees(']')) {
        at++;
        return values;
      }
      comma(']', "array");
    }
  }

  private void comma(char end, String what) throws Malformed {
    if (!sees(',')) {
      throw new Malformed("Expecting ',' delimiter", text, at);
    }
    int comma = at++;
    blanks();
    if (sees(end)) {
      throw new Malformed("Illegal trailing comma before end of " + what, text, comma);
    }
  }

  /** A text behind its first quote. */
  private String string() throws Malformed {
    int begin = at - 1;
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      } else if (c < ' ') {
        throw new Malformed("Invalid control character at", text, at - 1);
      } else if (c == '\\') {
        out.append(escape(begin));
      } else {
        out.append(c);
      }
    }
    throw new Malformed("Unterminated string starting at", text, begin);
  }

  private char escape(int begin) throws Malformed {
    if (at == text.length()) {
      throw new Malformed("Unterminated string starting at", text, begin);
    }
    char c = text.charAt(at++);
    int known = "\"\\/bfnrt".indexOf(c);
    if (known >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(known);
    }
    if (c != 'u') {
      throw new Malformed("Invalid \\escape", text, at - 2);
    }
    if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
      throw new Malformed("Invalid \\uXXXX escape", text, at);
    }
    at += 4;
    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
  }
}
