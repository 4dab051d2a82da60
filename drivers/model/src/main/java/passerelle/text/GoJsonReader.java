package passerelle.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON as Go does, with its words for what is wrong (encoding/json/scanner.go). */
public final class GoJsonReader {
  private final byte[] bytes;
  private int at;

  private GoJsonReader(String text) {
    bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  /** A value. */
  public sealed interface Value {
    /** What Go calls its kind in messages. */
    String kind();
  }

  /** Text. */
  public record Text(String text) implements Value {
    @Override
    public String kind() {
      return "string";
    }
  }

  /** A number as it was written. */
  public record Number(String text) implements Value {
    @Override
    public String kind() {
      return "number";
    }
  }

  /** A truth value. */
  public record Bool(boolean on) implements Value {
    @Override
    public String kind() {
      return "bool";
    }
  }

  /** {@code null}. */
  public record Null() implements Value {
    @Override
    public String kind() {
      return "null";
    }
  }

  /** An array. */
  public record Array(List<Value> items) implements Value {
    @Override
    public String kind() {
      return "array";
    }
  }

  /** An object. */
  public record Members(Map<String, Value> members) implements Value {
    @Override
    public String kind() {
      return "object";
    }
  }

  /** It is no JSON. */
  public static final class SyntaxError extends Exception {
    private SyntaxError(String message) {
      super(message);
    }
  }

  /** The value that a text is. */
  public static Value parse(String text) throws SyntaxError {
    GoJsonReader reader = new GoJsonReader(text);
    Value value = reader.value();
    reader.blanks();
    if (reader.at < reader.bytes.length) {
      throw reader.unexpected("after top-level value");
    }
    return value;
  }

  private void blanks() {
    while (at < bytes.length && " \t\r\n".indexOf(bytes[at]) >= 0) {
      at++;
    }
  }

  private char next() {
    blanks();
    return at < bytes.length ? (char) (bytes[at] & 0xff) : 0;
  }

  private SyntaxError unexpected(String context) {
    if (at >= bytes.length) {
      return new SyntaxError("unexpected end of JSON input");
    }
    char c = (char) (bytes[at] & 0xff);
    String shown =
        switch (c) {
          case '\'' -> "\\'";
          case '\\' -> "\\\\";
          case '\n' -> "\\n";
          case '\t' -> "\\t";
          case '\r' -> "\\r";
          default -> c < ' ' ? "\\x" + Integer.toHexString(0x100 + c).substring(1) : "" + c;
        };
    return new SyntaxError("invalid character '" + shown + "' " + context);
  }

  private Value value() throws SyntaxError {
    char c = next();
    switch (c) {
      case '{':
        return members();
      case '[':
        return array();
      case '"':
        return new Text(string());
      case 't':
        literal("true");
        return new Bool(true);
      case 'f':
        literal("false");
        return new Bool(false);
      case 'n':
        literal("null");
        return new Null();
      default:
        if (c == '-' || Character.isDigit(c)) {
          return number();
        }
        throw unexpected("looking for beginning of value");
    }
  }

  private void literal(String word) throws SyntaxError {
    for (char c : word.toCharArray()) {
      if (at >= bytes.length || bytes[at] != c) {
        throw unexpected("in literal " + word + " (expecting '" + c + "')");
      }
      at++;
    }
  }

  private Value members() throws SyntaxError {
    Map<String, Value> members = new LinkedHashMap<>();
    at++;
    if (next() == '}') {
      at++;
      return new Members(members);
    }
    while (true) {
      if (next() != '"') {
        throw unexpected("looking for beginning of object key string");
      }
      String key = string();
      expect(':', "after object key");
      members.put(key, value());
      if (!more('}', "after object key:value pair")) {
        return new Members(members);
      }
    }
  }

  private Value array() throws SyntaxError {
    List<Value> items = new ArrayList<>();
    at++;
    if (next() == ']') {
      at++;
      return new Array(items);
    }
    while (true) {
      items.add(value());
      if (!more(']', "after array element")) {
        return new Array(items);
      }
    }
  }

  private boolean more(char end, String context) throws SyntaxError {
    boolean more = next() == ',';
    if (!more && next() != end) {
      throw unexpected(context);
    }
    at++;
    return more;
  }

  private void expect(char wanted, String context) throws SyntaxError {
    if (next() != wanted) {
      throw unexpected(context);
    }
    at++;
  }

  private String string() throws SyntaxError {
    int start = ++at;
    StringBuilder out = new StringBuilder();
    while (at < bytes.length && bytes[at] != '"') {
      if (bytes[at] == '\\') {
        out.append(new String(bytes, start, at - start, StandardCharsets.UTF_8)).append(escape());
        start = at;
      } else if (bytes[at] >= 0 && bytes[at] < ' ') {
        throw unexpected("in string literal");
      } else {
        at++;
      }
    }
    if (at >= bytes.length) {
      throw unexpected("in string literal");
    }
    return out.append(new String(bytes, start, at++ - start, StandardCharsets.UTF_8)).toString();
  }

  private char escape() throws SyntaxError {
    at++;
    int which = at < bytes.length ? "\"\\/bfnrtu".indexOf(bytes[at]) : -1;
    if (which < 0) {
      throw unexpected("in string escape code");
    }
    at++;
    if (which < 8) {
      return "\"\\/\b\f\n\r\t".charAt(which);
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < bytes.length ? Character.digit(bytes[at], 16) : -1;
      if (digit < 0) {
        throw unexpected("in \\u hexadecimal character escape");
      }
      code = 16 * code + digit;
      at++;
    }
    return (char) code;
  }

  private Value number() throws SyntaxError {
    int start = at;
    at += bytes[at] == '-' ? 1 : 0;
    if (at < bytes.length && bytes[at] == '0') {
      at++;
    } else {
      digits("in numeric literal");
    }
    if (at < bytes.length && bytes[at] == '.') {
      at++;
      digits("after decimal point in numeric literal");
    }
    if (at < bytes.length && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      at += at < bytes.length && (bytes[at] == '+' || bytes[at] == '-') ? 1 : 0;
      digits("in exponent of numeric literal");
    }
    return new Number(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
  }

  private void digits(String context) throws SyntaxError {
    if (at >= bytes.length || !Character.isDigit(bytes[at])) {
      throw unexpected(context);
    }
    while (at < bytes.length && Character.isDigit(bytes[at])) {
      at++;
    }
  }
}
