package passerelle.scenarios.format;

import java.util.Arrays;
import java.util.Optional;

/** Who types the commands of a transcript. */
public enum Typing {
  /** A script: each command stands for itself. */
  SCRIPT("no"),

  /**
   * Lines come to a terminal: shells that open there stay open; programs that read find the end.
   */
  LINES("lines"),

  /** A person sits at a terminal: the same, and programs that read wait for keys. */
  KEYS("keys");

  private final String word;

  Typing(String word) {
    this.word = word;
  }

  /** As front matter says it. */
  public String word() {
    return word;
  }

  static Optional<Typing> of(String word) {
    return Arrays.stream(values()).filter(typing -> typing.word.equals(word)).findFirst();
  }
}
