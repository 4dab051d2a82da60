package passerelle.cli.why.typed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The published ports of a service in the long form, {@code target: 80} and {@code published:
 * 8080}.
 *
 * @param service the numbers of its lines, from 0
 */
record ComposePorts(ComposeText text, List<Integer> service) {
  private static final String TARGET = "target";
  private static final String PUBLISHED = "published";
  private static final String ADDRESS = "host_ip";
  private static final String PROTOCOL = "protocol";

  private static final Pattern FIELD =
      Pattern.compile("\\b(target|published|host_ip|protocol): *\"?([^\"'\\s,}]+)");

  /** A port as {@code -p} takes it. */
  private static final Pattern SHORT =
      Pattern.compile("(?:([0-9.]+):)?(\\d+):(\\d+)(?:/(tcp|udp))?");

  /** A field of an entry, as it is written in a line. */
  private record Field(int line, String written, String value) {}

  /** The edits that make one published port another; empty where the file does not tell it so. */
  List<String> changing(String from, String to) {
    Map<String, String> old = fields(from);
    Map<String, String> other = fields(to);
    return old.isEmpty() || other.isEmpty()
        ? List.of()
        : entries().stream()
            .filter(entry -> old.keySet().stream().allMatch(name -> is(entry, name, old)))
            .findFirst()
            .map(entry -> changing(entry, other))
            .orElse(List.of());
  }

  private static boolean is(Map<String, Field> entry, String name, Map<String, String> wanted) {
    return value(entry, name).equals(wanted.get(name));
  }

  private static String value(Map<String, Field> entry, String name) {
    return entry.containsKey(name)
        ? entry.get(name).value()
        : name.equals(PROTOCOL) ? "tcp" : name.equals(ADDRESS) ? "0.0.0.0" : "";
  }

  private List<String> changing(Map<String, Field> entry, Map<String, String> wanted) {
    List<String> edits = new ArrayList<>();
    for (String name : wanted.keySet()) {
      String value = wanted.get(name);
      if (is(entry, name, wanted)) {
        continue;
      }
      Field field = entry.get(name);
      if (field == null) {
        int first = entry.get(TARGET).line();
        int depth = text.lines().get(first).indexOf(TARGET);
        edits.add(ComposeText.after(first, depth, name + ": " + value));
      } else {
        String changed = field.written().replace(field.value(), value);
        edits.add((field.line() + 1) + "s/" + field.written() + "/" + changed + "/");
      }
    }
    return edits;
  }

  private static Map<String, String> fields(String binding) {
    Matcher parts = SHORT.matcher(binding);
    Map<String, String> fields = new LinkedHashMap<>();
    if (parts.matches()) {
      fields.put(TARGET, parts.group(3));
      fields.put(PUBLISHED, parts.group(2));
      fields.put(ADDRESS, parts.group(1) == null ? "0.0.0.0" : parts.group(1));
      fields.put(PROTOCOL, parts.group(4) == null ? "tcp" : parts.group(4));
    }
    return fields;
  }

  private List<Map<String, Field>> entries() {
    List<Map<String, Field>> entries = new ArrayList<>();
    for (int line : text.key(service, "ports")) {
      if (entries.isEmpty() || text.lines().get(line).strip().startsWith("-")) {
        entries.add(new LinkedHashMap<>());
      }
      Map<String, Field> entry = entries.get(entries.size() - 1);
      FIELD
          .matcher(text.lines().get(line))
          .results()
          .forEach(f -> entry.put(f.group(1), new Field(line, f.group(), f.group(2))));
    }
    return entries.stream().filter(entry -> entry.containsKey(TARGET)).toList();
  }
}
