package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;

/** Collects the fields that one word becomes (POSIX XCU 2.6.5). */
final class FieldBuilder {
  /**
   * A finished field.
   *
   * @param text its characters
   * @param glob the same as a pattern, in which quoted characters are literal
   */
  record Field(String text, String glob) {}

  private final String ifs;
  private final List<Field> fields = new ArrayList<>();
  private StringBuilder text = new StringBuilder();
  private StringBuilder glob = new StringBuilder();
  private boolean present;

  FieldBuilder(String ifs) {
    this.ifs = ifs;
  }

  /** Adds to the current field. */
  void append(String value, boolean quoted) {
    text.append(value);
    glob.append(quoted ? Glob.escape(value) : value);
    present |= quoted || !value.isEmpty();
  }

  /** Adds the result of an unquoted expansion, which ends fields where it has separators. */
  void appendSplit(String value) {
    int i = 0;
    while (i < value.length()) {
      char c = value.charAt(i);
      if (ifs.indexOf(c) < 0) {
        append(String.valueOf(c), false);
        i++;
        continue;
      }
      boolean hard = !isBlank(c);
      int next = i + 1;
      while (next < value.length() && ifs.indexOf(value.charAt(next)) >= 0) {
        if (!isBlank(value.charAt(next))) {
          if (hard) {
            break;
          }
          hard = true;
        }
        next++;
      }
      if (present || hard) {
        present = true;
        end();
      }
      i = next;
    }
  }

  /** Ends the current field, if there is one. */
  void end() {
    if (present) {
      fields.add(new Field(text.toString(), glob.toString()));
      text = new StringBuilder();
      glob = new StringBuilder();
      present = false;
    }
  }

  List<Field> fields() {
    end();
    return fields;
  }

  /** All fields as one, joined by spaces. */
  Field joined() {
    end();
    List<String> texts = new ArrayList<>();
    List<String> globs = new ArrayList<>();
    for (Field field : fields) {
      texts.add(field.text());
      globs.add(field.glob());
    }
    return new Field(String.join(" ", texts), String.join(" ", globs));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }
}
