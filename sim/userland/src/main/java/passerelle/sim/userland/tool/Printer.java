package passerelle.sim.userland.tool;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints a list of objects either as text or as JSON, with one call for both (iproute2's
 * lib/json_print.c). Text calls do nothing in JSON and the other way round.
 */
public final class Printer {
  private final StringBuilder text = new StringBuilder();
  private final Optional<JsonWriter> json;
  private final boolean oneLine;

  /**
   * A printer.
   *
   * @param asJson JSON instead of text
   * @param pretty JSON with line ends
   * @param oneLine text with backslashes instead of the line ends within an object
   */
  public Printer(boolean asJson, boolean pretty, boolean oneLine) {
    json = asJson ? Optional.of(new JsonWriter(pretty)) : Optional.empty();
    json.ifPresent(JsonWriter::startArray);
    this.oneLine = oneLine;
  }

  public boolean isJson() {
    return json.isPresent();
  }

  /** A value under a key in JSON, the formatted text otherwise. */
  public void any(String key, Object value, String format, Object... arguments) {
    json(key, value);
    text(format, arguments);
  }

  /** Text alone, formatted as {@link String#format} does when there are arguments. */
  public void text(String format, Object... arguments) {
    if (json.isEmpty()) {
      text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    }
  }

  /** A value under a key in JSON alone. */
  public void json(String key, Object value) {
    json.ifPresent(
        writer -> {
          writer.name(key);
          writer.value(value);
        });
  }

  /** A key without a value in JSON alone. */
  public void jsonNull(String key) {
    json.ifPresent(
        writer -> {
          writer.name(key);
          writer.nothing();
        });
  }

  /** An array under a key in JSON alone. */
  public void json(String key, List<?> values) {
    json.ifPresent(
        writer -> {
          writer.name(key);
          writer.startArray();
          values.forEach(writer::value);
          writer.endArray();
        });
  }

  /** A line end within an object: a backslash with {@code -o}. */
  public void newLine() {
    text(oneLine ? "\\" : "\n");
  }

  public void openObject() {
    json.ifPresent(JsonWriter::startObject);
  }

  public void openObject(String key) {
    json.ifPresent(
        writer -> {
          writer.name(key);
          writer.startObject();
        });
  }

  public void closeObject() {
    json.ifPresent(JsonWriter::endObject);
  }

  public void openArray(String key) {
    json.ifPresent(
        writer -> {
          writer.name(key);
          writer.startArray();
        });
  }

  public void closeArray() {
    json.ifPresent(JsonWriter::endArray);
  }

  /** All that was printed. */
  public String finish() {
    json.ifPresent(
        writer -> {
          writer.endArray();
          text.append(writer.finish());
        });
    return text.toString();
  }
}
