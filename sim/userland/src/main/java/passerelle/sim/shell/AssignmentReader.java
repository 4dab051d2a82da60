package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.sim.shell.Command.Assignment;

/** Finds assignments in words: {@code NAME=value}, {@code NAME+=value}, {@code NAME[key]=value}. */
final class AssignmentReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private AssignmentReader() {}

  /** What a word assigns, if its name and the sign behind it are not quoted. */
  static Optional<Assignment> of(Dialect dialect, Word word) {
    List<Word.Part> parts = word.parts();
    if (parts.isEmpty() || !(parts.get(0) instanceof Word.Text first) || first.quoted()) {
      return Optional.empty();
    }
    String head = first.text();
    int equals = head.indexOf('=');
    int open = dialect == Dialect.BASH ? head.indexOf('[') : -1;
    if (open > 0 && (equals < 0 || open < equals)) {
      return NAME.matcher(head.substring(0, open)).matches()
          ? keyed(head.substring(0, open), behind(parts, open + 1))
          : Optional.empty();
    }
    boolean append = equals > 0 && head.charAt(equals - 1) == '+' && dialect != Dialect.DASH;
    String name = head.substring(0, Math.max(0, append ? equals - 1 : equals));
    return NAME.matcher(name).matches()
        ? Optional.of(
            new Assignment(name, Optional.empty(), new Word(behind(parts, equals + 1)), append))
        : Optional.empty();
  }

  /** The list in parentheses behind {@code name=}. */
  static Word.Compound list(Lexer in) throws SyntaxError {
    in.enter();
    int start = in.position();
    in.advance();
    List<Word.Element> elements = new ArrayList<>();
    Token token = in.next();
    while (!token.isOperator(")")) {
      if (token.kind() == Token.Kind.END) {
        throw in.unclosed(")");
      } else if (token.kind() == Token.Kind.WORD) {
        elements.add(element(token.word().orElseThrow()));
      } else if (token.kind() != Token.Kind.NEWLINE) {
        throw new SyntaxError(SyntaxError.Kind.UNEXPECTED, token.text(), "", token.line());
      }
      token = in.next();
    }
    in.leave();
    return new Word.Compound(in.script().substring(start, in.position()), elements);
  }

  /** A word within the parentheses of an array. */
  private static Word.Element element(Word word) {
    boolean key =
        !word.parts().isEmpty()
            && word.parts().get(0) instanceof Word.Text first
            && !first.quoted()
            && first.text().startsWith("[");
    return (key ? keyed("", behind(word.parts(), 1)) : Optional.<Assignment>empty())
        .map(found -> new Word.Element(found.subscript(), found.value()))
        .orElse(new Word.Element(Optional.empty(), word));
  }

  /** The parts without the first characters of the first. */
  private static List<Word.Part> behind(List<Word.Part> parts, int from) {
    List<Word.Part> rest = new ArrayList<>(parts);
    rest.set(0, new Word.Text(((Word.Text) parts.get(0)).text().substring(from), false));
    return rest;
  }

  /** What stands behind a bracket: a key, {@code ]=} or {@code ]+=}, and a value. */
  private static Optional<Assignment> keyed(String name, List<Word.Part> parts) {
    for (int i = 0; i < parts.size(); i++) {
      if (!(parts.get(i) instanceof Word.Text part) || part.quoted()) {
        continue;
      }
      String text = part.text();
      int plain = text.indexOf("]=");
      int added = text.indexOf("]+=");
      boolean append = added >= 0 && (plain < 0 || added < plain);
      int close = append ? added : plain;
      if (close >= 0) {
        List<Word.Part> key = new ArrayList<>(parts.subList(0, i));
        key.add(new Word.Text(text.substring(0, close), false));
        List<Word.Part> value = behind(parts.subList(i, parts.size()), close + (append ? 3 : 2));
        return Optional.of(
            new Assignment(name, Optional.of(new Word(key)), new Word(value), append));
      }
    }
    return Optional.empty();
  }
}
