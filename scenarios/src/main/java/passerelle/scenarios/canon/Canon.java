package passerelle.scenarios.canon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The canonical form of a whole text, line by line as {@code canon.py} prints it: each value is
 * named by its class and the order of its first appearance, {@code <id1>}, {@code <mac2>}.
 */
public final class Canon {
  /** Where Python's {@code str.splitlines} ends a line. */
  private static final Pattern LINE_END =
      Pattern.compile("\r\n|[\n\r\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]");

  private final Map<Value, String> names = new HashMap<>();
  private final Map<ValueClass, Integer> counts = new EnumMap<>(ValueClass.class);

  private Canon() {}

  /** The canonical lines of a text. Never fails, whatever the text. */
  public static List<String> lines(String text) {
    Canon canon = new Canon();
    Canonizer canonizer = new Canonizer(FixedMacs.in(text));
    List<String> lines = new ArrayList<>();
    for (String raw : splitLines(text)) {
      CanonicalLine line = canonizer.line(raw);
      if (!line.dropped()) {
        line.seen().forEach(canon::name);
        lines.add(canon.render(line));
      }
    }
    return MapElements.inOrder(lines);
  }

  private static List<String> splitLines(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(LINE_END.split(text, -1)));
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  private String name(Value value) {
    return names.computeIfAbsent(
        value, v -> "<" + v.kind().label() + counts.merge(v.kind(), 1, Integer::sum) + ">");
  }

  private String render(CanonicalLine line) {
    StringBuilder out = new StringBuilder();
    int next = 0;
    for (char c : line.shape().toCharArray()) {
      if (Canonizer.isMark(c)) {
        out.append(name(line.values().get(next++)));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
