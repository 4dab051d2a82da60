package passerelle.sim.userland.jq;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** {@code @csv}, {@code @base64} and the other formats of strings. */
final class Formats {
  private Formats() {}

  /** A value as plain text: strings as they are, others as JSON. */
  static String text(Json value) {
    return value instanceof Json.Str text ? text.value() : JqPrinter.compact(value);
  }

  static String apply(String format, Json value) {
    return switch (format) {
      case "json" -> JqPrinter.compact(value);
      case "csv" -> row(value, "csv", ",");
      case "tsv" -> row(value, "tsv", "\t");
      case "sh" -> shell(value);
      case "html" ->
          text(value)
              .replace("&", "&amp;")
              .replace("<", "&lt;")
              .replace(">", "&gt;")
              .replace("'", "&#39;")
              .replace("\"", "&quot;");
      case "uri" -> uri(text(value));
      case "base64" ->
          Base64.getEncoder().encodeToString(text(value).getBytes(StandardCharsets.UTF_8));
      case "base64d" -> decoded(value);
      case "text" -> text(value);
      default -> throw new JqError(format + " is not a valid format");
    };
  }

  private static String decoded(Json value) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text(value).replaceAll("[^A-Za-z0-9+/=]", ""));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw new JqError(
          value.type() + " (" + Paths.shortened(value, 11) + ") is not valid base64 data");
    }
  }

  private static String row(Json value, String format, String separator) {
    if (!(value instanceof Json.Arr array)) {
      throw new JqError(
          "%s (%s) cannot be %s-formatted, only an array can be"
              .formatted(value.type(), Paths.shortened(value, 11), format));
    }
    List<String> cells = new ArrayList<>();
    for (Json cell : array.values()) {
      if (cell instanceof Json.Arr || cell instanceof Json.Obj) {
        throw new JqError(
            "%s (%s) is not valid in a %s row"
                .formatted(cell.type(), Paths.shortened(cell, 11), format));
      }
      cells.add(cell(cell, format));
    }
    return String.join(separator, cells);
  }

  private static String cell(Json cell, String format) {
    if (cell instanceof Json.Null) {
      return "";
    } else if (!(cell instanceof Json.Str text)) {
      return JqPrinter.compact(cell);
    }
    String value = ((Json.Str) cell).value();
    return format.equals("csv")
        ? "\"" + value.replace("\"", "\"\"") + "\""
        : value
            .replace("\\", "\\\\")
            .replace("\t", "\\t")
            .replace("\n", "\\n")
            .replace("\r", "\\r");
  }

  private static String shell(Json value) {
    List<Json> words = value instanceof Json.Arr array ? array.values() : List.of(value);
    List<String> quoted = new ArrayList<>();
    for (Json word : words) {
      if (word instanceof Json.Arr || word instanceof Json.Obj) {
        throw new JqError(
            word.type() + " (" + Paths.shortened(word, 11) + ") can not be escaped for shell");
      }
      quoted.add(
          word instanceof Json.Str text
              ? "'" + text.value().replace("'", "'\\''") + "'"
              : JqPrinter.compact(word));
    }
    return String.join(" ", quoted);
  }

  private static String uri(String text) {
    StringBuilder out = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 255);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0);
      out.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return out.toString();
  }
}
