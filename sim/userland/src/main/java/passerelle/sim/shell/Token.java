package passerelle.sim.shell;

import java.util.Optional;
import java.util.Set;
import passerelle.text.WordSet;

/**
 * A token (POSIX XCU 2.3).
 *
 * @param text as written; {@code newline} for the end of a line, as error messages call it
 * @param word what a WORD consists of
 * @param start offset of its first character
 * @param line the line it begins on, from 1
 */
record Token(Kind kind, String text, Optional<Word> word, int start, int line) {
  /** Words that are no command's names where a command may begin (POSIX XCU 2.4). */
  static final Set<String> KEYWORDS =
      WordSet.of(
          """
          if then elif else fi for in do done while until case esac { } ! [[ ]] time select
          function
          """);

  /** The sorts of tokens. */
  enum Kind {
    /** A word, maybe a keyword. */
    WORD,
    /** Such as {@code |} or {@code >>}. */
    OPERATOR,
    /** The {@code 2} of {@code 2>file}. */
    IO_NUMBER,
    /** The end of a line. */
    NEWLINE,
    /** The end of the script. */
    END
  }

  boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /** Whether it is the keyword, which a quoted word is not. */
  boolean isKeyword(String keyword) {
    return kind == Kind.WORD && text.equals(keyword);
  }
}
