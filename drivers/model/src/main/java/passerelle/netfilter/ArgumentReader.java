package passerelle.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks through the words of a command line as getopt_long(3) does: bundled letters, {@code
 * --name=value}, unambiguous beginnings of long names, arguments in the same or the next word.
 */
final class ArgumentReader {
  private final List<String> words;
  private int next;
  private String bundle = "";

  ArgumentReader(List<String> words) {
    this.words = List.copyOf(words);
  }

  boolean isAtEnd() {
    return bundle.isEmpty() && next >= words.size();
  }

  /** The next word as it stands. */
  String take() {
    return words.get(next++);
  }

  boolean hasWord() {
    return next < words.size();
  }

  /** A word follows that is neither an option nor {@code !} ({@code xs_has_arg}). */
  boolean hasArgument() {
    return next < words.size()
        && !words.get(next).startsWith("-")
        && !words.get(next).startsWith("!");
  }

  /** In the middle of bundled letters. */
  boolean isBundled() {
    return !bundle.isEmpty();
  }

  void startBundle(String letters) {
    bundle = letters;
  }

  char takeLetter() {
    char letter = bundle.charAt(0);
    bundle = bundle.substring(1);
    return letter;
  }

  /** The rest of the bundle as an argument; empty when nothing is left of it. */
  Optional<String> takeRest() {
    if (bundle.isEmpty()) {
      return Optional.empty();
    }
    String rest = bundle;
    bundle = "";
    return Optional.of(rest);
  }

  /**
   * Finds a long option by its name or an unambiguous beginning of it.
   *
   * @param names all names there are; of equal ones the first counts
   * @return its place in the list; empty when there is none or more than one
   */
  static Optional<Integer> find(String asked, List<String> names) {
    int exact = names.indexOf(asked);
    if (exact >= 0) {
      return Optional.of(exact);
    }
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.startsWith(asked) && found.stream().noneMatch(j -> names.get(j).equals(name))) {
        found.add(i);
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
