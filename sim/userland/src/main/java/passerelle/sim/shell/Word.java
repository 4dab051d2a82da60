package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;

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
   * {@code $name} or {@code ${name[key] operator argument}}.
   *
   * @param name with {@code !} before it for {@code ${!name}}
   * @param key of an element of an array; {@code @} and {@code *} are all of them
   * @param operator empty, {@code #} (length), {@code :-} and its like, {@code %}, {@code /}...
   * @param arguments none, one, or for {@code /} and {@code :} up to two
   */
  record Parameter(
      String name, Optional<Word> key, String operator, List<Word> arguments, boolean quoted)
      implements Part {
    /** A parameter as a whole. */
    Parameter(String name, boolean quoted) {
      this(name, Optional.empty(), "", List.of(), quoted);
    }
  }

  /** {@code $(script)}. */
  record Substitution(Command script, boolean quoted) implements Part {}

  /** {@code $((expression))}. */
  record Arithmetic(Word expression, boolean quoted) implements Part {}
}
