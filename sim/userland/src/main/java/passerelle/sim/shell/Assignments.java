package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.shell.Command.Assignment;
import passerelle.sim.shell.Command.Element;

/** Which words are assignments: {@code NAME=value}, and in bash {@code NAME[index]=value}. */
final class Assignments {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

  private Assignments() {}

  /** Whether the word is an assignment, what stands before its value unquoted. */
  static Optional<Assignment> of(Token token, Dialect dialect) {
    String text = token.text();
    List<Word.Part> parts = token.word().orElseThrow().parts();
    if (parts.isEmpty() || !(parts.get(0) instanceof Word.Text first) || first.quoted()) {
      return Optional.empty();
    }
    String head = first.text();
    int bracket = head.indexOf('[');
    int equals = text.indexOf('=');
    if (dialect == Dialect.BASH && bracket > 0 && (equals < 0 || bracket < equals)) {
      String name = head.substring(0, bracket);
      return name.matches(NAME)
          ? element(token.word().get(), bracket)
              .map(e -> new Assignment(name, e.key(), e.value(), e.append(), Optional.empty()))
          : Optional.empty();
    }
    if (equals <= 0 || head.indexOf('=') != equals) {
      return Optional.empty();
    }
    boolean append = text.charAt(equals - 1) == '+';
    String name = text.substring(0, append ? equals - 1 : equals);
    if (!name.matches(NAME)) {
      return Optional.empty();
    }
    List<Word.Part> value = new ArrayList<>(parts);
    value.set(0, new Word.Text(head.substring(equals + 1), false));
    return Optional.of(
        new Assignment(name, Optional.empty(), new Word(value), append, Optional.empty()));
  }

  /** One of the words between the parentheses of an array's value. */
  static Element element(Word word) {
    boolean keyed =
        !word.parts().isEmpty()
            && word.parts().get(0) instanceof Word.Text text
            && !text.quoted()
            && text.text().startsWith("[");
    return (keyed ? element(word, 0) : Optional.<Element>empty())
        .orElse(new Element(Optional.empty(), word, false));
  }

  /**
   * {@code [key]=value} within a word; empty if that is not what stands there.
   *
   * @param bracket where it begins in the first part
   */
  private static Optional<Element> element(Word word, int bracket) {
    List<Word.Part> key = new ArrayList<>();
    for (int i = 0; i < word.parts().size(); i++) {
      Word.Part part = word.parts().get(i);
      if (!(part instanceof Word.Text text) || text.quoted()) {
        key.add(part);
        continue;
      }
      String rest = i == 0 ? text.text().substring(bracket + 1) : text.text();
      int close = rest.indexOf(']');
      if (close < 0) {
        key.add(new Word.Text(rest, false));
        continue;
      }
      String behind = rest.substring(close + 1);
      boolean append = behind.startsWith("+=");
      if (!append && !behind.startsWith("=")) {
        return Optional.empty();
      }
      key.add(new Word.Text(rest.substring(0, close), false));
      List<Word.Part> value = new ArrayList<>();
      value.add(new Word.Text(behind.substring(append ? 2 : 1), false));
      value.addAll(word.parts().subList(i + 1, word.parts().size()));
      return Optional.of(new Element(Optional.of(new Word(key)), new Word(value), append));
    }
    return Optional.empty();
  }
}
