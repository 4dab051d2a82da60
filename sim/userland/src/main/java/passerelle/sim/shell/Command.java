package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;

/** What a script is made of (POSIX XCU 2.9). */
sealed interface Command {
  /**
   * {@code X=1 name words <file}, with its text for {@code jobs}. Assignments are words of the form
   * {@code X=...}.
   *
   * @param declared arrays that {@code declare X=(...)} and its like give values
   */
  record Simple(
      List<Assignment> assignments,
      List<Word> words,
      List<Assignment> declared,
      List<Redirect> redirects,
      int line,
      String text)
      implements Command {}

  /** {@code X=word}, {@code X[subscript]=word}, {@code X+=word}. */
  record Assignment(String name, Optional<Word> subscript, Word value, boolean append) {}

  /**
   * A redirection.
   *
   * @param fd the descriptor that changes; -1 for {@code &>}, which changes 1 and 2
   * @param variable that gets the number of a free descriptor, or has that of one to be closed
   * @param operator {@code < > >> >| <> <& >& << <<<}
   * @param document for {@code <<}, whose text is known when the line has been read
   */
  record Redirect(
      int fd,
      Optional<String> variable,
      String operator,
      Word target,
      Optional<HereDocument> document) {

    /** The same for a descriptor whose number is known now. */
    Redirect on(int number) {
      return new Redirect(number, Optional.empty(), operator, target, document);
    }
  }

  /** {@code a | b | c}, with its text for {@code jobs}. */
  record Pipeline(List<Command> commands, String text) implements Command {}

  /** {@code ! command}. */
  record Not(Command command) implements Command {}

  /** {@code time command}, or {@code time -p}. */
  record Timed(boolean posix, Command command) implements Command {}

  /** {@code left && right}, or {@code ||}. */
  record AndOr(Command left, boolean and, Command right) implements Command {}

  /** Commands one after the other. */
  record Sequence(List<Command> commands) implements Command {}

  /** {@code command &}, with its text for {@code jobs}. */
  record Background(Command command, String text) implements Command {}

  /**
   * {@code for name in words; do body; done}; without {@code in}, the positional parameters.
   *
   * @param text its first line
   */
  record For(String name, Optional<List<Word>> words, Command body, String text)
      implements Command {}

  /** {@code for ((first; condition; step))}; what is not there is empty. */
  record ForArithmetic(Word first, Word condition, Word step, Command body, int line)
      implements Command {}

  /** {@code select name in words; do body; done}. */
  record Select(String name, Optional<List<Word>> words, Command body) implements Command {}

  /** {@code while}, or {@code until}. */
  record Loop(boolean until, Command condition, Command body) implements Command {}

  /** {@code if}; an {@code elif} is an {@code if} in the otherwise. */
  record If(Command condition, Command then, Optional<Command> otherwise) implements Command {}

  /** {@code case subject in ... esac}, with the text of the subject. */
  record Case(Word subject, String text, List<Branch> branches) implements Command {}

  /** {@code pattern | pattern) body ;;}; or {@code ;&}: on into the next, {@code ;;&}: looks on. */
  record Branch(List<Word> patterns, Command body, String end) {}

  /** {@code ( ... )}. */
  record Subshell(Command body) implements Command {}

  /** {@code { ... }} and other compound commands with redirections. */
  record Redirected(Command body, List<Redirect> redirects, int line) implements Command {}

  /** bash's {@code coproc NAME command}, with the text of the command. */
  record Coprocess(String name, Command command, String text) implements Command {}

  /** {@code name() body}. */
  record Function(String name, Command body) implements Command {}

  /** {@code [[ words ]]}. */
  record Conditional(List<Word> words, int line) implements Command {}

  /** {@code (( expression ))}. */
  record Arithmetic(Word expression, int line) implements Command {}
}
