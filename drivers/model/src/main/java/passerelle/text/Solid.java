package passerelle.text;

import java.util.Set;

/** Where a rule or a command may be broken that no line can hold. */
final class Solid {
  /** Words of iproute2 that say what the word after them is. */
  private static final Set<String> KEYWORDS =
      WordSet.of(
          """
          address broadcast dev label lladdr master metric mtu name netns peer scope src table
          txqueuelen type via -n -t !
          """);

  private Solid() {}

  /**
   * The space at which to break: before the target of a rule, else the last one before an option,
   * else the last one, else the first beyond the room; never within quotes nor after a word that
   * belongs to the next.
   *
   * @param room columns that what stands before it may take
   * @return its index, or -1 when there is none
   */
  static int breakOf(String text, int room) {
    int target = -1;
    int option = -1;
    int any = -1;
    int columns = 0;
    int word = 0;
    char quote = 0;
    for (int i = 0; i < text.length() && (columns <= room || any < 0); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == ' ') {
        if (!KEYWORDS.contains(text.substring(word, i))) {
          any = i;
          option = startsOption(text, i + 1) ? i : option;
          target = text.startsWith("-j ", i + 1) ? i : target;
        }
        word = i + 1;
      }
      columns += Columns.of(c);
    }
    int early = room / 3;
    return target > early ? target : option > early ? option : any;
  }

  private static boolean startsOption(String text, int at) {
    return text.startsWith("-", at) || text.startsWith("! -", at) || text.startsWith("&& ", at);
  }
}
