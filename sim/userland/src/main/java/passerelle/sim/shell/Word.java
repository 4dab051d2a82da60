package passerelle.sim.shell;

import java.util.List;

/** A word before expansion (POSIX XCU 2.6): pieces that stand side by side. */
record Word(List<Part> parts) {
  Word {
    parts = List.copyOf(parts);
  }

  /** A word of one piece of quoted text, which nothing changes. */
  static Word quoted(String text) {
    return new Word(List.of(new Text(text, true)));
  }

  /** A piece of a word. */
  sealed interface Part permits Text, Parameter, Substitution, Arithmetic {}

  /** Characters; quoted ones are neither split nor patterns. */
  record Text(String text, boolean quoted) implements Part {}

  /**
   * {@code $name} or {@code ${name operator argument}}.
   *
   * @param operator empty, {@code #} (length), {@code :-} and its like, {@code %}, {@code /}...
   * @param arguments none, one, or for {@code /} and {@code :} up to two
   */
  record Parameter(String name, String operator, List<Word> arguments, boolean quoted)
      implements Part {}

  /** {@code $(script)}. */
  record Substitution(Command script, boolean quoted) implements Part {}

  /** {@code $((expression))}. */
  record Arithmetic(Word expression, boolean quoted) implements Part {}
}
