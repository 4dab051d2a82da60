package passerelle.text;

import java.util.Set;

/** Sets of words, written as a text with white space between them. */
public final class WordSet {
  private WordSet() {}

  /** The words; none may stand twice. */
  public static Set<String> of(String text) {
    return Set.of(text.split("\\s+"));
  }
}
