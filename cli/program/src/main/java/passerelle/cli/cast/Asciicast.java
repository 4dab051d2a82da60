package passerelle.cli.cast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.text.JsonText;

/**
 * A recording of a terminal as asciicast, version 2: a header, then a line for each event (<a
 * href="https://docs.asciinema.org/manual/asciicast/v2">the format</a>).
 */
final class Asciicast {
  /** So many characters are kept of what is shown. */
  private static final int MOST = 64 << 20;

  private static final long MICROSECOND = 1000;
  private static final long SECOND = 1_000_000;

  private final List<Event> events = new ArrayList<>();
  private final String title;
  private int columns;
  private int rows;
  private int kept;
  private char before;

  /** The first half of a character whose other half has not come yet. */
  private String half = "";

  private record Event(long micros, String code, StringBuilder data) {}

  /** An empty recording. */
  Asciicast(String title) {
    this.title = title;
  }

  /** How large the terminal is when it begins. */
  void begin(int width, int height) {
    columns = width;
    rows = height;
  }

  /**
   * Something is shown: a line feed alone, as a terminal driver gets it, goes to the beginning of
   * the next line (ONLCR).
   */
  void output(long nanos, String text) {
    StringBuilder data = new StringBuilder();
    String whole = half + text;
    half = "";
    if (!whole.isEmpty() && Character.isHighSurrogate(whole.charAt(whole.length() - 1))) {
      half = whole.substring(whole.length() - 1);
      whole = whole.substring(0, whole.length() - 1);
    }
    for (char c : whole.toCharArray()) {
      data.append(c == '\n' && before != '\r' ? "\r\n" : String.valueOf(c));
      before = c;
    }
    kept += data.length();
    if (kept <= MOST && data.length() > 0) {
      add(nanos, "o", data);
    }
  }

  /** A place that a player jumps to. */
  void mark(long nanos, String label) {
    add(nanos, "m", new StringBuilder(label));
  }

  /** The terminal has another size. */
  void resize(long nanos, int width, int height) {
    add(nanos, "r", new StringBuilder(width + "x" + height));
  }

  private void add(long nanos, String code, StringBuilder data) {
    long at = nanos / MICROSECOND;
    Event last = events.isEmpty() ? null : events.get(events.size() - 1);
    if (last != null && code.equals("o") && last.code().equals(code) && last.micros() == at) {
      last.data().append(data);
    } else {
      events.add(new Event(at, code, data));
    }
  }

  /** Whether nothing has happened yet. */
  boolean isEmpty() {
    return events.isEmpty();
  }

  /** The lines of the file. */
  String text() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("version", 2);
    header.put("width", columns);
    header.put("height", rows);
    header.put("title", title);
    StringBuilder text = new StringBuilder(JsonText.of(header)).append('\n');
    for (Event event : events) {
      String at = String.format("%d.%06d", event.micros() / SECOND, event.micros() % SECOND);
      text.append('[').append(at).append(", \"").append(event.code()).append("\", ");
      text.append(JsonText.of(event.data().toString())).append("]\n");
    }
    return text.toString();
  }
}
