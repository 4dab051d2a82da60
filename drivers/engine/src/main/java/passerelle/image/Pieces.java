package passerelle.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A YAML file of ours, piece by piece: to read all of it takes longer than a lab takes to boot, and
 * of most that is in it nobody asks. Its lists stand at its top, and their items begin with {@code
 * " - "}; texts with an anchor that several use stand in the list {@code shared}.
 */
final class Pieces {
  private static final String SHARED = "shared";
  private static final Pattern LIST = Pattern.compile("([a-z]+):");
  private static final Pattern ANCHOR = Pattern.compile("  - &(\\w+)");
  private static final Pattern ALIAS = Pattern.compile("\\*(\\w+)");
  private static final Pattern WORD = Pattern.compile("[^\\s,\"\\[]+");

  /** Columns in front of an item's keys. */
  private static final int INDENT = 4;

  private final StringBuilder head = new StringBuilder();
  private final Map<String, String> shared = new LinkedHashMap<>();
  private final List<Item> items = new ArrayList<>();

  /**
   * An item of a list.
   *
   * @param list which
   */
  record Item(String list, String text) {
    /** The words of a list or text on a line of its own; none where there is none. */
    List<String> words(String key) {
      String begun = key + ": ";
      return text.lines()
          .filter(line -> line.startsWith(begun, INDENT))
          .findFirst()
          .map(line -> line.substring(INDENT + begun.length()).split("]", 2)[0])
          .map(list -> WORD.matcher(list).results().map(MatchResult::group).toList())
          .orElse(List.of());
    }
  }

  /** Of a file. */
  Pieces(String text) {
    String list = "";
    StringBuilder item = new StringBuilder();
    for (String line : text.lines().toList()) {
      Matcher begun = LIST.matcher(line);
      boolean isList = begun.matches();
      if (isList || line.startsWith("  - ")) {
        add(list, item.toString());
        item.setLength(0);
      }
      if (isList) {
        list = begun.group(1);
      } else {
        (list.isEmpty() ? head : item).append(line).append('\n');
      }
    }
    add(list, item.toString());
  }

  private void add(String list, String text) {
    Matcher anchor = ANCHOR.matcher(text);
    if (list.equals(SHARED) && anchor.lookingAt()) {
      shared.put(anchor.group(1), text);
    } else if (!text.isEmpty()) {
      items.add(new Item(list, text));
    }
  }

  /** The items of all lists but the shared one, in their order. */
  List<Item> items() {
    return List.copyOf(items);
  }

  /** A file with one item, and with what it mentions of what is shared. */
  String with(Item item) {
    Set<String> needed = new LinkedHashSet<>();
    mention(item.text(), needed);
    StringBuilder text = new StringBuilder(head);
    if (!needed.isEmpty()) {
      text.append(SHARED).append(":\n");
      shared.keySet().stream().filter(needed::contains).map(shared::get).forEach(text::append);
    }
    return text.append(item.list()).append(":\n").append(item.text()).toString();
  }

  /** A pattern is not asked where there is no star: in a browser that takes a tenth of a second. */
  private void mention(String text, Set<String> needed) {
    Matcher alias = ALIAS.matcher(text);
    for (int at = text.indexOf('*'); at >= 0; at = text.indexOf('*', at + 1)) {
      boolean begins = at == 0 || " ,[".indexOf(text.charAt(at - 1)) >= 0;
      if (begins && alias.region(at, text.length()).lookingAt()) {
        String name = alias.group(1);
        if (shared.containsKey(name) && needed.add(name)) {
          mention(shared.get(name), needed);
        }
      }
    }
  }
}
