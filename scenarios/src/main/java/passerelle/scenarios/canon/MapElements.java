package passerelle.scenarios.canon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The elements of nft's maps. nft lists them by name, which is chance for bridges that are named by
 * their id: those are put in the order in which their ids appeared, one element to a line.
 */
final class MapElements {
  private static final Pattern OPENING = Regex.python("^(\\s*elements = \\{ )(.*)$");
  private static final Pattern ID = Pattern.compile("<id(\\d+)>");
  private static final String BRIDGE = "\"br-<id";

  private MapElements() {}

  /** The lines of a text whose values are named. */
  static List<String> inOrder(List<String> lines) {
    List<String> out = new ArrayList<>();
    int next = 0;
    while (next < lines.size()) {
      Matcher opening = OPENING.matcher(lines.get(next++));
      if (!opening.find()) {
        out.add(lines.get(next - 1));
        continue;
      }
      StringBuilder body = new StringBuilder(opening.group(2));
      while (next < lines.size() && !body.toString().endsWith("}")) {
        body.append(' ').append(Regex.strip(lines.get(next++)));
      }
      out.addAll(elements(opening.group(1), body.toString()));
    }
    return out;
  }

  private static List<String> elements(String opening, String body) {
    List<String> all =
        Arrays.stream(body.replaceFirst("[ }]+$", "").split(",", -1)).map(Regex::strip).toList();
    Iterator<String> byId =
        all.stream()
            .filter(e -> e.startsWith(BRIDGE))
            .sorted(Comparator.comparing(MapElements::id))
            .iterator();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String element = all.get(i).startsWith(BRIDGE) ? byId.next() : all.get(i);
      String end = i == all.size() - 1 ? " }" : ",";
      lines.add((i == 0 ? opening : "  ") + element + end);
    }
    return lines;
  }

  private static Integer id(String element) {
    Matcher id = ID.matcher(element);
    return id.find() ? Integer.parseInt(id.group(1)) : 0;
  }
}
