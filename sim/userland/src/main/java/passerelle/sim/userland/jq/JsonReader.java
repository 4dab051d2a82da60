package passerelle.sim.userland.jq;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON texts one after the other (jv_parse.c). */
final class JsonReader {
  private static final int DEEPEST = 256;
  private final String text;
  private int at;
  private int depth;

  JsonReader(String text) {
    this.text = text;
  }

  /** A text that is no JSON; the message is jq's, without the place. */
  static final class Malformed extends Exception {
    Malformed(String message) {
      super(message);
    }
  }

  /** The next value; empty at the end. */
  Optional<Json> next() throws Malformed {
    blanks();
    return at == text.length() ? Optional.empty() : Optional.of(value());
  }

  /** Where reading stopped, as jq tells it. */
  String place() {
    int end = Math.min(at, text.length());
    int line = 1;
    int column = 0;
    for (int i = 0; i < end; i++) {
      column = text.charAt(i) == '\n' ? 0 : column + 1;
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
    return " at line " + line + ", column " + column;
  }

  /** How many lines have been read: as far as the line goes in which reading stopped. */
  long lines() {
    int end = text.indexOf('\n', Math.max(0, at - 1));
    return text.substring(0, end < 0 ? text.length() : end + 1)
        .chars()
        .filter(c -> c == '\n')
        .count();
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n\uFEFF".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws Malformed {
    if (at >= text.length()) {
      throw new Malformed("Unfinished JSON term at EOF");
    }
    return text.charAt(at);
  }

  private Json value() throws Malformed {
    blanks();
    char c = peek();
    if (c == '{' || c == '[') {
      if (++depth > DEEPEST) {
        throw new Malformed("Exceeds depth limit for parsing");
      }
      Json nested = c == '{' ? object() : array();
      depth--;
      return nested;
    }
    return c == '"' ? Json.of(string()) : word();
  }

  private Json object() throws Malformed {
    Map<String, Json> values = new LinkedHashMap<>();
    at++;
    blanks();
    while (peek() != '}') {
      if (!(value() instanceof Json.Str key)) {
        at++;
        throw new Malformed("Object keys must be strings");
      }
      blanks();
      if (peek() != ':') {
        boolean another = "}],".indexOf(peek()) < 0;
        if (another) {
          value();
        }
        at++;
        throw new Malformed(
            another
                ? "Expected separator between values"
                : "Objects must consist of key:value pairs");
      }
      at++;
      values.put(key.value(), value());
      separator('}');
    }
    at++;
    return new Json.Obj(values);
  }

  private Json array() throws Malformed {
    List<Json> values = new ArrayList<>();
    at++;
    blanks();
    while (peek() != ']') {
      values.add(value());
      separator(']');
    }
    at++;
    return Json.of(values);
  }

  private void separator(char end) throws Malformed {
    blanks();
    if (peek() == ',') {
      at++;
      blanks();
      if (peek() == end) {
        at++;
        throw new Malformed(
            end == '}' ? "Expected another key-value pair" : "Expected another array element");
      }
    } else if (peek() != end) {
      at++;
      throw new Malformed("Expected separator between values");
    }
  }

  private Json word() throws Malformed {
    int start = at;
    while (at < text.length() && " \t\r\n[]{},:\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    switch (word) {
      case "null" -> {
        return Json.NULL;
      }
      case "true", "false" -> {
        return Json.of(word.equals("true"));
      }
      default -> {
        if (word.isEmpty()) {
          at++;
          throw new Malformed("Expected value before '" + text.charAt(start) + "'");
        }
        return number(word)
            .orElseThrow(
                () -> {
                  at = Math.min(at + 1, text.length());
                  return new Malformed(
                      word.matches("[tfn].*") ? "Invalid literal" : "Invalid numeric literal");
                });
      }
    }
  }

  /** A number, as it stands. */
  static Optional<Json> number(String word) {
    if (!word.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,6})?")) {
      return word.equals("nan") ? Optional.of(Json.of(Double.NaN)) : Optional.empty();
    }
    BigDecimal literal = new BigDecimal(word);
    return Optional.of(new Json.Num(Double.parseDouble(word), Optional.of(literal)));
  }

  private String string() throws Malformed {
    StringBuilder out = new StringBuilder();
    at++;
    while (true) {
      if (at >= text.length()) {
        throw new Malformed("Unfinished string at EOF");
      }
      if (text.charAt(at) == '"') {
        break;
      }
      char c = text.charAt(at++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char escaped = peek();
      at++;
      int simple = "bfnrt\"\\/".indexOf(escaped);
      if (simple >= 0) {
        out.append("\b\f\n\r\t\"\\/".charAt(simple));
      } else if (escaped == 'u'
          && at + 4 <= text.length()
          && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
        out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
        at += 4;
      } else {
        throw new Malformed("Invalid escape");
      }
    }
    at++;
    return out.toString();
  }
}
