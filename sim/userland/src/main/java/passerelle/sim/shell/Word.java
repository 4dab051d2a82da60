package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A word before expansion (POSIX XCU 2.6): pieces that stand side by side. */
record Word(List<Part> parts) {
  private static final Set<String> DECLARING =
      Set.of("declare", "typeset", "local", "export", "readonly");

  Word {
    parts = List.copyOf(parts);
  }

  /** A word of one piece of quoted text, which nothing changes. */
  static Word quoted(String text) {
    return new Word(List.of(new Text(text, true)));
  }

  /** A piece of a word. */
  sealed interface Part permits Text, Parameter, Substitution, Arithmetic, Compound, Piped {}

  /** Characters; quoted ones are neither split nor patterns. */
  record Text(String text, boolean quoted) implements Part {}

  /**
   * {@code $name}, {@code ${name operator argument}} or {@code ${name[subscript] operator ...}}.
   *
   * @param subscript of an array
   * @param operator empty, {@code #} (length), {@code :-} and its like, {@code %}, {@code /}...
   * @param arguments none, one, or for {@code /} and {@code :} up to two
   */
  record Parameter(
      String name, Optional<Word> subscript, String operator, List<Word> arguments, boolean quoted)
      implements Part {

    /** A plain one. */
    Parameter(String name, boolean quoted) {
      this(name, Optional.empty(), "", List.of(), quoted);
    }

    /** Whether it stands for a list, as {@code $@} and {@code ${a[*]}} do: by which letter. */
    Optional<String> all() {
      String letter = subscript.map(Word::plain).orElse(name);
      boolean all = letter.equals("@") || letter.equals("*");
      return all ? Optional.of(letter) : Optional.empty();
    }
  }

  /** {@code $(script)}. */
  record Substitution(Command script, boolean quoted) implements Part {}

  /** {@code <(script)}, or {@code >(script)}. */
  record Piped(Command script, boolean read) implements Part {}

  /** {@code $((expression))}. */
  record Arithmetic(Word expression, boolean quoted) implements Part {}

  /** {@code (a b [key]=c)} behind {@code name=}, with what was written. */
  record Compound(String text, List<Element> elements) implements Part {}

  /** An element of such a list. */
  record Element(Optional<Word> subscript, Word value) {}

  /** The text of a word that is nothing but text; empty if it is more. */
  String plain() {
    boolean plain = parts.size() == 1 && parts.get(0) instanceof Text text && !text.quoted();
    return plain ? ((Text) parts.get(0)).text() : "";
  }

  /**
   * Whether it calls a builtin whose arguments are assignments: their values are not split ({@code
   * W_ASSIGNARG}).
   */
  boolean declares() {
    return DECLARING.contains(plain());
  }

  /** The list in parentheses that an assignment of an array ends in. */
  Optional<Compound> compound() {
    return parts.stream().filter(Compound.class::isInstance).map(Compound.class::cast).findAny();
  }
}
