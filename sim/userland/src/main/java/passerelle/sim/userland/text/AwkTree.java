package passerelle.sim.userland.text;

import java.util.List;
import java.util.Optional;

/** What an awk program is made of (POSIX XCU awk, grammar). */
final class AwkTree {
  private AwkTree() {}

  /**
   * {@code pattern { action }}.
   *
   * @param pattern empty for every line
   * @param end the end of a range {@code from, to}
   * @param action empty to print the line
   */
  record Rule(Kind kind, Optional<Expr> pattern, Optional<Expr> end, Optional<Stmt> action) {}

  /** When a rule runs. */
  enum Kind {
    BEGIN,
    LINE,
    END
  }

  /** An expression. */
  sealed interface Expr
      permits Literal,
          Pattern,
          Variable,
          Field,
          Element,
          Unary,
          Binary,
          Match,
          In,
          Conditional,
          Assign,
          Step,
          Call,
          Getline {}

  /** A number or a string. */
  record Literal(AwkValue value) implements Expr {}

  /** {@code /re/}. */
  record Pattern(String regex) implements Expr {}

  /** {@code x}. */
  record Variable(String name) implements Expr {}

  /** {@code $i}. */
  record Field(Expr index) implements Expr {}

  /** {@code a[i, j]}. */
  record Element(String array, List<Expr> subscripts) implements Expr {}

  /** {@code ! - +}. */
  record Unary(char operator, Expr operand) implements Expr {}

  /** Arithmetic, comparison, {@code && ||}; a space for concatenation. */
  record Binary(String operator, Expr left, Expr right) implements Expr {}

  /** {@code text ~ regex}. */
  record Match(Expr text, Expr regex, boolean negated) implements Expr {}

  /** {@code (i, j) in array}. */
  record In(List<Expr> subscripts, String array) implements Expr {}

  /** {@code a ? b : c}. */
  record Conditional(Expr condition, Expr yes, Expr no) implements Expr {}

  /** {@code x = value}, or {@code x += value}. */
  record Assign(Expr target, String operator, Expr value) implements Expr {}

  /** {@code x++} and its like. */
  record Step(Expr target, int by, boolean prefix) implements Expr {}

  /** A built-in function. */
  record Call(String name, List<Expr> arguments) implements Expr {}

  /** {@code getline target < file}. */
  record Getline(Optional<Expr> target, Optional<Expr> file) implements Expr {}

  /** A statement. */
  sealed interface Stmt permits Block, Simple, Print, If, While, For, ForIn, Jump, Exit, Delete {}

  /** {@code { ... }}. */
  record Block(List<Stmt> statements) implements Stmt {}

  /** An expression for its effect. */
  record Simple(Expr expression) implements Stmt {}

  /** {@code print}, or {@code printf}; the redirection is {@code >} or {@code >>}. */
  record Print(boolean formatted, List<Expr> values, String redirection, Optional<Expr> file)
      implements Stmt {}

  /** {@code if}. */
  record If(Expr condition, Stmt then, Optional<Stmt> otherwise) implements Stmt {}

  /** {@code while}, or {@code do ... while}. */
  record While(Expr condition, Stmt body, boolean bodyFirst) implements Stmt {}

  /** {@code for (a; b; c)}. */
  record For(Optional<Stmt> first, Optional<Expr> condition, Optional<Stmt> step, Stmt body)
      implements Stmt {}

  /** {@code for (i in array)}. */
  record ForIn(String variable, String array, Stmt body) implements Stmt {}

  /** {@code break continue next}. */
  record Jump(String kind) implements Stmt {}

  /** {@code exit}. */
  record Exit(Optional<Expr> status) implements Stmt {}

  /** {@code delete a[i]}; without subscripts, the whole array. */
  record Delete(String array, List<Expr> subscripts) implements Stmt {}
}
