package passerelle.gotemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls functions and methods with checked arguments (Go: text/template {@code exec.go}). */
record Caller(ExecState state, Evaluator evaluator) {
  GoValue function(
      GoValue dot,
      Node.Identifier identifier,
      Node node,
      List<Node.Operand> args,
      Optional<GoValue> last)
      throws GoTemplateException {
    state.at(identifier);
    String name = identifier.name();
    Optional<GoFunction> function = state.template().function(name);
    if (function.isEmpty()) {
      throw state.error(GoQuote.quote(name) + " is not a defined function");
    }
    if (function.get() == Functions.AND || function.get() == Functions.OR) {
      checkCount(function.get(), name, withoutFirst(args), last);
      return shortCircuit(dot, function.get() == Functions.OR, withoutFirst(args), last);
    }
    return call(dot, function.get(), node, name, args, last);
  }

  GoValue call(
      GoValue dot,
      GoFunction function,
      Node node,
      String name,
      List<Node.Operand> operands,
      Optional<GoValue> last)
      throws GoTemplateException {
    List<Node.Operand> args = withoutFirst(operands);
    checkCount(function, name, args, last);
    List<GoValue> values = new ArrayList<>();
    for (Node.Operand arg : args) {
      values.add(argument(dot, parameter(function, values.size()), arg));
    }
    if (last.isPresent()) {
      values.add(checked(last.get(), parameter(function, values.size())));
    }
    for (int i = 0; i < values.size(); i++) {
      if (parameter(function, i).equals(GoType.ANY)) {
        values.set(i, values.get(i).unwrapped());
      }
    }
    GoValue result;
    try {
      result = function == Functions.CALL ? callOf(args, values) : function.body().call(values);
    } catch (GoTemplateException e) {
      state.at(node);
      throw state.error("error calling " + name + ": " + e.getMessage());
    }
    state.spend(sizeOf(result));
    return result;
  }

  private static int sizeOf(GoValue value) {
    if (value instanceof GoValue.Str s) {
      return s.value().length();
    }
    return value instanceof GoValue.Slice slice ? slice.elements().size() : 0;
  }

  private static GoValue callOf(List<Node.Operand> args, List<GoValue> values)
      throws GoTemplateException {
    String operand = args.isEmpty() ? reflectString(values.get(0)) : args.get(0).toString();
    return Functions.callNonFunction(operand, values.get(0));
  }

  /** Go's {@code reflect.Value.String}: the text of a string, the type of anything else. */
  private static String reflectString(GoValue value) {
    if (value instanceof GoValue.Str s) {
      return s.value();
    }
    return value.isValid() ? "<" + value.type() + " Value>" : "<invalid Value>";
  }

  private static List<Node.Operand> withoutFirst(List<Node.Operand> args) {
    return args.isEmpty() ? args : args.subList(1, args.size());
  }

  private static GoType parameter(GoFunction function, int index) {
    return function.parameters().get(Math.min(index, function.parameters().size() - 1));
  }

  private void checkCount(
      GoFunction function, String name, List<Node.Operand> args, Optional<GoValue> last)
      throws GoTemplateException {
    int given = args.size() + (last.isPresent() ? 1 : 0);
    int wanted = function.parameters().size();
    String prefix = "wrong number of args for " + name + ": want ";
    if (function.variadic() && given < wanted - 1) {
      throw state.error(prefix + "at least " + (wanted - 1) + " got " + args.size());
    } else if (!function.variadic() && given != wanted) {
      throw state.error(prefix + wanted + " got " + given);
    }
  }

  /** {@code and} and {@code or} evaluate no further than they must. */
  private GoValue shortCircuit(
      GoValue dot, boolean stopAt, List<Node.Operand> args, Optional<GoValue> last)
      throws GoTemplateException {
    GoValue value = GoValue.NONE;
    for (Node.Operand arg : args) {
      value = argument(dot, GoType.VALUE, arg);
      if (Comparisons.isTrue(value) == stopAt) {
        return value;
      }
    }
    return last.orElse(value);
  }

  /** The value of an argument for a parameter of a type. */
  GoValue argument(GoValue dot, GoType type, Node.Operand node) throws GoTemplateException {
    state.at(node);
    if (node instanceof Node.Dot) {
      return checked(dot, type);
    } else if (node instanceof Node.Nil) {
      if (type.kind().canBeNil()) {
        return type.equals(GoType.VALUE) ? GoValue.NONE : type.zero();
      }
      throw state.error("cannot assign nil to " + type);
    } else if (node instanceof Node.Field field) {
      return checked(evaluator.field(dot, field, List.of(), Optional.empty()), type);
    } else if (node instanceof Node.Variable variable) {
      return checked(evaluator.variable(dot, variable, List.of(), Optional.empty()), type);
    } else if (node instanceof Node.Pipe pipe) {
      return checked(evaluator.pipeline(dot, pipe), type);
    } else if (node instanceof Node.Identifier identifier) {
      return checked(function(dot, identifier, identifier, List.of(), Optional.empty()), type);
    } else if (node instanceof Node.Chain chain) {
      return checked(evaluator.chain(dot, chain, List.of(), Optional.empty()), type);
    }
    return constant(dot, type, node);
  }

  private GoValue constant(GoValue dot, GoType type, Node.Operand node) throws GoTemplateException {
    GoKind kind = type.kind();
    if (kind == GoKind.INTERFACE) {
      return evaluator.constant(dot, node);
    } else if (kind == GoKind.STRING) {
      if (node instanceof Node.StringConstant s) {
        return new GoValue.Str(type, s.text());
      }
      throw state.error("expected string; found " + node);
    } else if (kind == GoKind.BOOL) {
      if (node instanceof Node.BoolConstant b) {
        return new GoValue.Bool(type, b.value());
      }
      throw state.error("expected bool; found " + node);
    } else if (kind.isSigned()) {
      if (node instanceof Node.NumberConstant n && n.number().signed().isPresent()) {
        return new GoValue.Int(type, n.number().signed().get());
      }
      throw state.error("expected integer; found " + node);
    }
    throw state.error("can't handle " + node + " for arg of type " + type);
  }

  /** The value if it may be given where the type is asked for (Go: {@code validateType}). */
  private GoValue checked(GoValue value, GoType type) throws GoTemplateException {
    if (type.kind() == GoKind.INTERFACE) {
      return value;
    } else if (!value.isValid()) {
      if (type.kind().canBeNil()) {
        return type.zero();
      }
      throw state.error("invalid value; expected " + type);
    } else if (value.type().assignableTo(type)) {
      return value;
    }
    GoValue held = value.isNil() ? value : value.unwrapped();
    if (held.type().assignableTo(type)) {
      return held;
    } else if (held instanceof GoValue.Pointer p
        && ((GoType.PointerTo) p.type()).element().assignableTo(type)) {
      return p.target()
          .orElseThrow(() -> state.error("dereference of nil pointer of type " + type));
    }
    throw state.error("wrong type for value; expected " + type + "; got " + held.type());
  }
}
