package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.userland.text.AwkTree.Expr;

/** Evaluates awk's expressions. */
final class AwkEvaluator {
  private final Process self;
  private final Flavour flavour;
  private final AwkState state;
  private final AwkInput input;
  private final AwkFunctions functions;

  AwkEvaluator(
      Process self,
      Flavour flavour,
      AwkState state,
      AwkInput input,
      Function<List<AwkValue>, String> format) {
    this.self = self;
    this.flavour = flavour;
    this.state = state;
    this.input = input;
    functions = new AwkFunctions(self, state, this, format);
  }

  AwkValue evaluate(Expr expression) {
    self.spend(1);
    if (expression instanceof AwkTree.Literal literal) {
      return literal.value();
    } else if (expression instanceof AwkTree.Variable variable) {
      return state.get(variable.name());
    } else if (expression instanceof AwkTree.Field field) {
      return state.field(evaluate(field.index()).number());
    } else if (expression instanceof AwkTree.Element element) {
      return state
          .array(element.array())
          .computeIfAbsent(subscript(element.subscripts()), key -> AwkValue.UNSET);
    } else if (expression instanceof AwkTree.Binary binary) {
      return binary(binary);
    } else if (expression instanceof AwkTree.Assign assign) {
      return assign(assign);
    } else if (expression instanceof AwkTree.Call call) {
      return functions.call(call);
    }
    return other(expression);
  }

  private AwkValue other(Expr expression) {
    if (expression instanceof AwkTree.Pattern pattern) {
      return AwkValue.of(state.regex(pattern.regex()).matcher(self, state.line()).find());
    } else if (expression instanceof AwkTree.Match match) {
      String text = evaluate(match.text()).text();
      boolean found = state.regex(regex(match.regex())).matcher(self, text).find();
      return AwkValue.of(found != match.negated());
    } else if (expression instanceof AwkTree.Unary unary) {
      AwkValue operand = evaluate(unary.operand());
      return switch (unary.operator()) {
        case '!' -> AwkValue.of(!operand.isTrue());
        case '-' -> AwkValue.of(-operand.number());
        default -> AwkValue.of(operand.number());
      };
    } else if (expression instanceof AwkTree.Conditional conditional) {
      boolean yes = evaluate(conditional.condition()).isTrue();
      return evaluate(yes ? conditional.yes() : conditional.no());
    } else if (expression instanceof AwkTree.In in) {
      return AwkValue.of(state.array(in.array()).containsKey(subscript(in.subscripts())));
    } else if (expression instanceof AwkTree.Step step) {
      double before = evaluate(step.target()).number();
      AwkValue after = AwkValue.of(before + step.by());
      store(step.target(), after);
      return step.prefix() ? after : AwkValue.of(before);
    } else if (expression instanceof AwkTree.Getline getline) {
      return getline(getline);
    }
    throw new IllegalStateException("no such expression: " + expression);
  }

  /** An expression where a regular expression is meant: {@code /re/} itself, or a string. */
  String regex(Expr expression) {
    return expression instanceof AwkTree.Pattern pattern
        ? pattern.regex()
        : evaluate(expression).text();
  }

  /** Several subscripts are one string. */
  String subscript(List<Expr> subscripts) {
    List<String> texts = new ArrayList<>();
    subscripts.forEach(one -> texts.add(evaluate(one).text()));
    return String.join(state.text("SUBSEP"), texts);
  }

  private AwkValue binary(AwkTree.Binary binary) {
    String operator = binary.operator();
    AwkValue left = evaluate(binary.left());
    if (operator.equals("&&")) {
      return AwkValue.of(left.isTrue() && evaluate(binary.right()).isTrue());
    }
    if (operator.equals("||")) {
      return AwkValue.of(left.isTrue() || evaluate(binary.right()).isTrue());
    }
    AwkValue right = evaluate(binary.right());
    return switch (operator) {
      case " " -> {
        self.spend((left.text().length() + right.text().length()) / 16);
        yield AwkValue.of(left.text() + right.text());
      }
      case "<" -> AwkValue.of(left.compareTo(right) < 0);
      case "<=" -> AwkValue.of(left.compareTo(right) <= 0);
      case "==" -> AwkValue.of(left.compareTo(right) == 0);
      case "!=" -> AwkValue.of(left.compareTo(right) != 0);
      case ">=" -> AwkValue.of(left.compareTo(right) >= 0);
      case ">" -> AwkValue.of(left.compareTo(right) > 0);
      default -> AwkValue.of(calculate(operator.charAt(0), left.number(), right.number()));
    };
  }

  /** mawk divides by zero as floating point does; BusyBox refuses. */
  private double calculate(char operator, double left, double right) {
    boolean divides = operator == '/' || operator == '%';
    if (divides && right == 0 && flavour == Flavour.BUSYBOX) {
      throw new AwkMachine.Failure("Division by zero");
    }
    return switch (operator) {
      case '+' -> left + right;
      case '-' -> left - right;
      case '*' -> left * right;
      case '/' -> left / right;
      case '%' -> left % right;
      default -> Math.pow(left, right);
    };
  }

  private AwkValue assign(AwkTree.Assign assign) {
    AwkValue value = evaluate(assign.value());
    if (!assign.operator().equals("=")) {
      double before = evaluate(assign.target()).number();
      value = AwkValue.of(calculate(assign.operator().charAt(0), before, value.number()));
    }
    store(assign.target(), value);
    return value;
  }

  /** Gives a variable, a field or an element its value. */
  void store(Expr target, AwkValue value) {
    if (target instanceof AwkTree.Variable variable) {
      state.set(variable.name(), value);
    } else if (target instanceof AwkTree.Field field) {
      state.setField(evaluate(field.index()).number(), value.text());
    } else if (target instanceof AwkTree.Element element) {
      state.array(element.array()).put(subscript(element.subscripts()), value);
    }
  }

  private AwkValue getline(AwkTree.Getline getline) {
    Optional<String> record;
    try {
      record =
          getline.file().isPresent()
              ? input.readOther(evaluate(getline.file().get()).text(), state)
              : input.read(state);
    } catch (FileError unreadable) {
      return AwkValue.of(-1);
    }
    if (record.isEmpty()) {
      return AwkValue.of(0);
    }
    if (getline.target().isPresent()) {
      store(getline.target().get(), AwkValue.ofInput(record.get()));
    } else {
      state.setLine(record.get());
    }
    return AwkValue.of(1);
  }
}
