package passerelle.text;

import java.util.List;

/** Lists of words, written as a text with white space between them. */
public final class WordList {
  private WordList() {}

  /** The words in the order of the text. */
  public static List<String> of(String text) {
    return List.of(text.split("\\s+"));
  }
}
