package passerelle.gotemplate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A piece of a parsed template (Go: text/template/parse {@code node.go}). {@code toString} is the
 * text that error messages quote; {@code pos} is where the piece begins, in chars.
 */
sealed interface Node {
  int pos();

  /** An operand of a command. */
  sealed interface Operand extends Node {}

  /** A list of nodes; it is never quoted. */
  record ListNode(int pos, List<Node> nodes) implements Node {}

  record Text(int pos, String text) implements Node {}

  record Action(int pos, Pipe pipe) implements Node {
    @Override
    public String toString() {
      return "{{" + pipe + "}}";
    }
  }

  /** {@code if}, {@code with} or {@code range}. */
  record Branch(Token.Kind kind, int pos, Pipe pipe, ListNode list, Optional<ListNode> otherwise)
      implements Node {
    @Override
    public String toString() {
      return "{{" + kind.name().toLowerCase(Locale.ROOT) + " " + pipe + "}}";
    }
  }

  record Template(int pos, String name, Optional<Pipe> pipe) implements Node {
    @Override
    public String toString() {
      return "{{template " + GoQuote.quote(name) + pipe.map(p -> " " + p).orElse("") + "}}";
    }
  }

  /** {@code break} or {@code continue}. */
  record Jump(Token.Kind kind, int pos) implements Node {
    @Override
    public String toString() {
      return "{{" + kind.name().toLowerCase(Locale.ROOT) + "}}";
    }
  }

  /** {@code end} or {@code else}, which only the parser sees. */
  record Closing(Token.Kind kind, int pos) implements Node {
    @Override
    public String toString() {
      return kind == Token.Kind.END ? "{{end}}" : "{{else}}";
    }
  }

  /** A pipeline with the variables that it sets. */
  record Pipe(int pos, boolean assigns, List<Variable> variables, List<Command> commands)
      implements Operand {
    @Override
    public String toString() {
      String names = variables.stream().map(Variable::toString).collect(Collectors.joining(", "));
      String prefix = variables.isEmpty() ? "" : names + (assigns ? " = " : " := ");
      return prefix + commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
    }
  }

  record Command(int pos, List<Operand> args) implements Node {
    @Override
    public String toString() {
      return args.stream()
          .map(a -> a instanceof Pipe ? "(" + a + ")" : a.toString())
          .collect(Collectors.joining(" "));
    }
  }

  record Identifier(int pos, String name) implements Operand {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A variable and the fields that follow it. */
  record Variable(int pos, List<String> names) implements Operand {
    @Override
    public String toString() {
      return String.join(".", names);
    }
  }

  record Dot(int pos) implements Operand {
    @Override
    public String toString() {
      return ".";
    }
  }

  record Nil(int pos) implements Operand {
    @Override
    public String toString() {
      return "nil";
    }
  }

  record Field(int pos, List<String> names) implements Operand {
    @Override
    public String toString() {
      return "." + String.join(".", names);
    }
  }

  /** Fields of what an operand yields. */
  record Chain(int pos, Operand operand, List<String> names) implements Operand {
    @Override
    public String toString() {
      String head = operand instanceof Pipe ? "(" + operand + ")" : operand.toString();
      return head + "." + String.join(".", names);
    }
  }

  record BoolConstant(int pos, boolean value) implements Operand {
    @Override
    public String toString() {
      return String.valueOf(value);
    }
  }

  record NumberConstant(int pos, GoNumber number) implements Operand {
    @Override
    public String toString() {
      return number.text();
    }
  }

  record StringConstant(int pos, String quoted, String text) implements Operand {
    @Override
    public String toString() {
      return quoted;
    }
  }
}
