package passerelle.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown text that holds one list.
 *
 * @param before the text before the list
 * @param items of the list, each in one line
 * @param after the text behind it
 */
record Items(String before, List<String> items, String after) {
  private static final Pattern ITEM = Pattern.compile("(?:[-*]|[0-9]{1,2}[.)])\\s+(.*)");

  /** Takes a text apart; an indented line goes on with the item above it. */
  static Items of(String markdown) {
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    List<String> items = new ArrayList<>();
    boolean open = false;
    for (String line : markdown.split("\n", -1)) {
      Matcher item = ITEM.matcher(line);
      if (after.length() == 0 && item.matches()) {
        items.add(item.group(1).strip());
        open = true;
      } else if (open && line.startsWith(" ")) {
        items.set(items.size() - 1, items.get(items.size() - 1) + " " + line.strip());
      } else if (items.isEmpty()) {
        before.append(line).append('\n');
      } else {
        open = false;
        if (!line.isBlank() || after.length() > 0) {
          after.append(line).append('\n');
        }
      }
    }
    return new Items(before.toString().strip(), List.copyOf(items), after.toString().strip());
  }
}
