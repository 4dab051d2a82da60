package passerelle.golden.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session at one or more terminals as it was recorded: what was typed, when, and what each
 * terminal showed until the next key.
 *
 * @param name of the file, without its ending
 * @param steps in the order of the keys
 */
record RecordedSession(String name, List<Step> steps) {
  private static final Pattern KEYS =
      Pattern.compile("\\*\\*(Keys|[A-Z]):\\*\\* (.*?)  \\[at ([0-9.]+) s\\]");
  private static final Pattern WINDOW = Pattern.compile("\\*([A-Z]) \\((\\w+)\\)\\*.*");
  private static final Pattern PIECE = Pattern.compile("`([^`]*)`|‹([^›]*)›");
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("enter", "\r"),
          Map.entry("bs", "\u007f"),
          Map.entry("tab", "\t"),
          Map.entry("up", "\u001b[A"),
          Map.entry("left", "\u001b[D"),
          Map.entry("ctrl-\\", "\u001c"));

  /**
   * Keys, and what came of them.
   *
   * @param line of the file, from 1
   * @param window where they were typed
   * @param typed the keys as the file writes them
   * @param at seconds since the first key of the session
   * @param shown by window; a window of which nothing is said is not there
   */
  record Step(int line, String window, String typed, double at, Map<String, String> shown) {
    /** The bytes of the keys. */
    byte[] keys() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Matcher piece = PIECE.matcher(typed);
      while (piece.find()) {
        String text = piece.group(1) != null ? piece.group(1) : named(piece.group(2));
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      }
      return bytes.toByteArray();
    }

    private static String named(String key) {
      return key.startsWith("ctrl-") && Character.isLetter(key.charAt(5))
          ? Character.toString(key.charAt(5) - 'a' + 1)
          : NAMED.get(key);
    }
  }

  /** Reads a session. */
  static RecordedSession read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<Step> steps = new ArrayList<>();
    int i = 0;
    while (i < lines.size()) {
      Matcher keys = KEYS.matcher(lines.get(i));
      int first = i++;
      if (!keys.matches()) {
        continue;
      }
      Map<String, String> shown = new LinkedHashMap<>();
      String window = "";
      while (i < lines.size() && !KEYS.matcher(lines.get(i)).matches()) {
        Matcher label = WINDOW.matcher(lines.get(i));
        window = label.matches() ? label.group(1) : window;
        if (lines.get(i).equals("```")) {
          StringBuilder text = new StringBuilder();
          for (i++; !lines.get(i).equals("```"); i++) {
            text.append(lines.get(i)).append('\n');
          }
          shown.put(window.isEmpty() ? "A" : window, text.toString());
        }
        i++;
      }
      String where = keys.group(1);
      if (where.equals("Keys")) {
        where = shown.isEmpty() ? "A" : shown.keySet().iterator().next();
      }
      steps.add(
          new Step(first + 1, where, keys.group(2), Double.parseDouble(keys.group(3)), shown));
    }
    return new RecordedSession(file.getFileName().toString().replaceFirst("\\.md$", ""), steps);
  }
}
