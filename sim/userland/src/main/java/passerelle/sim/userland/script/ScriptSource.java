package passerelle.sim.userland.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pieces of a source in JavaScript or Python, told apart by its brackets and quotes. */
public final class ScriptSource {
  private ScriptSource() {}

  /** The source without its comments, lines kept. */
  public static String uncommented(String text) {
    return text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)(^|[\\s;{}(),])//.*$", "$1");
  }

  /**
   * What stands between a bracket and the one that closes it.
   *
   * @param open where the bracket is
   * @return empty where none closes it
   */
  public static Optional<String> inside(String text, int open) {
    int end = end(text, open);
    return end < 0 ? Optional.empty() : Optional.of(text.substring(open + 1, end));
  }

  private static int end(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isQuote(c)) {
        i = closing(text, i);
      } else if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0 && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"' || c == '`';
  }

  /** Where the quote is closed that opens at a place; not within the text where it never is. */
  private static int closing(String text, int open) {
    int at = open + 1;
    while (at < text.length() && text.charAt(at) != text.charAt(open)) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }

  /** The parts between the separators that are in no bracket and no quotes. */
  public static List<String> parts(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isQuote(c)) {
        i = closing(text, i);
      } else if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0) {
        depth--;
      } else if (depth == 0 && text.startsWith(separator, i)) {
        parts.add(text.substring(start, i).strip());
        i += separator.length() - 1;
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }
}
