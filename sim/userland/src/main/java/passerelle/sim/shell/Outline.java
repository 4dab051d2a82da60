package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a command line is put together: lists and pipelines of simple commands (POSIX XCU 2.9), each
 * with the text that it was written as. For who runs commands of its own among those of a shell.
 */
public sealed interface Outline {

  /** What was written, without blanks at its ends. */
  String text();

  /** Commands one after the other. */
  record Sequence(String text, List<Outline> commands) implements Outline {}

  /** {@code left && right}, or {@code ||}. */
  record AndOr(String text, Outline left, boolean and, Outline right) implements Outline {}

  /** {@code ! command}. */
  record Not(String text, Outline command) implements Outline {}

  /** {@code a | b | c}. */
  record Pipeline(String text, List<Outline> commands) implements Outline {}

  /**
   * A simple command without assignments.
   *
   * @param words as they were written, quotes included
   */
  record Simple(String text, List<String> words, List<Redirect> redirects) implements Outline {}

  /** What only a shell can run. */
  record Other(String text) implements Outline {}

  /**
   * A redirection.
   *
   * @param fd the descriptor that changes; -1 for {@code &>}, which changes 1 and 2
   * @param operator {@code > >> >| < <> <& >& <<<}
   * @param target the word behind it as it was written
   */
  record Redirect(int fd, String operator, String target) {}

  /**
   * The outline of a line as bash reads it; empty when it is none, by a syntax error.
   *
   * @param line whole, see {@link Scripts#isIncomplete}
   */
  static Optional<Outline> of(String line) {
    Parser parser;
    try {
      parser = new Parser(new Lexer(Dialect.BASH, line, 0));
      Command all = parser.parseAll();
      return Optional.of(new OutlineReader(parser.sources()).read(all, line.strip()));
    } catch (SyntaxError notOne) {
      return Optional.empty();
    }
  }

  /** The simple commands in it that no loop, group or substitution holds, in their order. */
  default Stream<Simple> simpleCommands() {
    if (this instanceof Simple simple) {
      return Stream.of(simple);
    } else if (this instanceof Sequence sequence) {
      return sequence.commands().stream().flatMap(Outline::simpleCommands);
    } else if (this instanceof Pipeline pipeline) {
      return pipeline.commands().stream().flatMap(Outline::simpleCommands);
    } else if (this instanceof AndOr list) {
      return Stream.of(list.left(), list.right()).flatMap(Outline::simpleCommands);
    }
    return this instanceof Not not ? not.command().simpleCommands() : Stream.empty();
  }
}
