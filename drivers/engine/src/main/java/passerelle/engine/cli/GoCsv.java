package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;

/** One record of comma-separated values, as Go reads it (encoding/csv reader.go). */
final class GoCsv {
  private final String text;
  private final List<String> fields = new ArrayList<>();
  private int at;

  private GoCsv(String text) {
    this.text = text;
  }

  /** The fields of a record; commas within quotation marks separate nothing. */
  static List<String> read(String text) throws Problem {
    GoCsv reader = new GoCsv(text);
    do {
      reader.fields.add(
          reader.at < text.length() && text.charAt(reader.at) == '"'
              ? reader.quoted()
              : reader.plain());
    } while (reader.at++ < text.length());
    return reader.fields;
  }

  /** A record that cannot be read; the message is Go's. */
  private static Problem problem(int column, String what) {
    return new Problem("parse error on line 1, column " + column + ": " + what);
  }

  private String plain() throws Problem {
    int comma = text.indexOf(',', at);
    String field = text.substring(at, comma < 0 ? text.length() : comma);
    int quote = field.indexOf('"');
    if (quote >= 0) {
      throw problem(at + quote + 1, "bare \" in non-quoted field");
    }
    at += field.length();
    return field;
  }

  private String quoted() throws Problem {
    StringBuilder field = new StringBuilder();
    at++;
    while (true) {
      int quote = text.indexOf('"', at);
      if (quote < 0) {
        throw problem(text.length() + 1, "extraneous or missing \" in quoted-field");
      }
      field.append(text, at, quote);
      at = quote + 1;
      if (at == text.length() || text.charAt(at) == ',') {
        return field.toString();
      } else if (text.charAt(at) != '"') {
        throw problem(quote + 1, "extraneous or missing \" in quoted-field");
      }
      field.append('"');
      at++;
    }
  }
}
