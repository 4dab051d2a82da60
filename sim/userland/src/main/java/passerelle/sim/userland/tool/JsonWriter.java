package passerelle.sim.userland.tool;

/**
 * Writes JSON with the blanks and line ends of iproute2's {@code lib/json_writer.c}: none at all,
 * or four blanks a level with small arrays on one line.
 */
final class JsonWriter {
  private static final String INDENT = "    ";
  private final StringBuilder out = new StringBuilder();
  private final boolean pretty;
  private int depth;
  private boolean separator;

  JsonWriter(boolean pretty) {
    this.pretty = pretty;
  }

  private void endOfRecord() {
    if (separator) {
      out.append(',');
    }
    separator = true;
  }

  private void endOfLine() {
    if (pretty) {
      out.append('\n').append(INDENT.repeat(depth));
    }
  }

  void name(String key) {
    endOfRecord();
    endOfLine();
    separator = false;
    out.append('"').append(key).append("\":").append(pretty ? " " : "");
  }

  void startObject() {
    begin('{');
  }

  void endObject() {
    end('}');
  }

  void startArray() {
    begin('[');
    if (pretty) {
      out.append(' ');
    }
  }

  void endArray() {
    if (pretty && separator) {
      out.append(' ');
    }
    separator = false;
    end(']');
  }

  private void begin(char bracket) {
    endOfRecord();
    out.append(bracket);
    depth++;
    separator = false;
  }

  private void end(char bracket) {
    depth--;
    if (separator) {
      endOfLine();
    }
    out.append(bracket);
    separator = true;
  }

  /** A number, a truth value, or text. */
  void value(Object value) {
    endOfRecord();
    if (value instanceof String text) {
      quote(text);
    } else {
      out.append(value);
    }
  }

  /** {@code null}. */
  void nothing() {
    endOfRecord();
    out.append("null");
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\\' -> out.append("\\\\");
        case '"' -> out.append("\\\"");
        default -> out.append(c);
      }
    }
    out.append('"');
  }

  String finish() {
    return out.append('\n').toString();
  }
}
