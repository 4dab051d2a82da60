package passerelle.golden.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session at one or more terminals as it was recorded: what was typed, when, and what each
 * terminal showed until the next key.
 *
 * @param name of the file, without its ending
 * @param places the machine that each window is opened at, where that is told
 * @param steps in the order of the keys
 */
record RecordedSession(String name, Map<String, String> places, List<Step> steps) {
  private static final Pattern KEYS =
      Pattern.compile("\\*\\*(Keys|[A-Z]):\\*\\* (.*?)  \\[at ([0-9.]+) s\\]");
  private static final Pattern WINDOW = Pattern.compile("\\*([A-Z]) \\((\\w+)\\)\\*.*");
  private static final Pattern SCREEN = Pattern.compile("The screen of ([A-Z]):");
  private static final Pattern PIECE = Pattern.compile("`([^`]*)`|‹([^›]*)›|(⏎)");
  private static final Pattern EVENT =
      Pattern.compile("(?m)^20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:(\\d\\d\\.\\d{9})Z ");

  /** Seconds within which comes what comes at once, as the facts of the recordings say. */
  private static final double AT_ONCE = 0.1;

  private static final String PASTED = "pasted with bracketed paste: ";
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
   * @param shown by window, what came after the keys; a window of which nothing is said is not
   *     there
   * @param screens by window, what stands on the screen in the end, where that was recorded
   */
  record Step(
      int line,
      String window,
      String typed,
      double at,
      Map<String, String> shown,
      Map<String, String> screens) {
    /** The bytes of the keys; an end of line that was pasted is a carriage return, as typed. */
    byte[] keys() {
      StringBuilder keys = new StringBuilder();
      Matcher piece = PIECE.matcher(typed);
      while (piece.find()) {
        keys.append(
            piece.group(1) != null
                ? piece.group(1)
                : piece.group(2) != null ? named(piece.group(2)) : "\r");
      }
      String text =
          typed.startsWith(PASTED)
              ? "\u001b[200~" + keys.toString().stripTrailing() + "\u001b[201~"
              : keys.toString();
      return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String named(String key) {
      return key.startsWith("ctrl-") && Character.isLetter(key.charAt(5))
          ? Character.toString(key.charAt(5) - 'a' + 1)
          : NAMED.get(key);
    }
  }

  /**
   * How far a second of the clock had come at the first key, as the first event of docker tells
   * that was shown at once: options such as {@code --until 0s} count in whole seconds.
   */
  OptionalDouble fraction() {
    for (Step step : steps) {
      Matcher moment = EVENT.matcher(String.join("\n", step.shown().values()));
      if (moment.find()) {
        double start = Double.parseDouble(moment.group(1)) - AT_ONCE - step.at();
        return OptionalDouble.of(start - Math.floor(start));
      }
    }
    return OptionalDouble.empty();
  }

  /** Reads a session. */
  static RecordedSession read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Map<String, String> places = new LinkedHashMap<>();
    lines.stream()
        .map(WINDOW::matcher)
        .filter(Matcher::matches)
        .forEach(label -> places.put(label.group(1), label.group(2)));
    List<Step> steps = new ArrayList<>();
    int i = 0;
    while (i < lines.size()) {
      int first = i++;
      while (i < lines.size() && !KEYS.matcher(lines.get(i)).matches()) {
        i++;
      }
      Matcher keys = KEYS.matcher(lines.get(first));
      if (keys.matches()) {
        steps.add(step(keys, first + 1, lines.subList(first + 1, i)));
      }
    }
    String name = file.getFileName().toString().replaceFirst("\\.md$", "");
    return new RecordedSession(name, places, steps);
  }

  private static Step step(Matcher keys, int line, List<String> lines) {
    Map<String, String> shown = new LinkedHashMap<>();
    Map<String, String> screens = new LinkedHashMap<>();
    Map<String, String> into = shown;
    String window = "A";
    int i = 0;
    while (i < lines.size()) {
      Matcher label = WINDOW.matcher(lines.get(i));
      Matcher screen = SCREEN.matcher(lines.get(i));
      if (screen.matches()) {
        window = screen.group(1);
        into = screens;
      } else if (label.matches()) {
        window = label.group(1);
      }
      if (lines.get(i).contains("screen at the end of this step")) {
        into = screens;
      } else if (lines.get(i).startsWith("(last") || label.matches()) {
        into = shown;
      }
      if (lines.get(i).equals("```")) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        into.put(window, String.join("\n", lines.subList(i + 1, end)) + "\n");
        i = end;
      }
      i++;
    }
    String where = keys.group(1);
    if (where.equals("Keys")) {
      where = shown.isEmpty() ? "A" : shown.keySet().iterator().next();
    }
    double at = Double.parseDouble(keys.group(3));
    return new Step(line, where, keys.group(2), at, shown, screens);
  }
}
