package passerelle.gotemplate;

import java.util.List;
import java.util.Optional;

/**
 * Evaluates pipelines, commands and fields (Go: text/template {@code exec.go:evalPipeline} and what
 * follows it). The value that a pipeline hands to its next command is empty at the beginning.
 */
final class Evaluator {
  private final ExecState state;
  private final Caller caller;

  Evaluator(ExecState state) {
    this.state = state;
    this.caller = new Caller(state, this);
  }

  GoValue pipeline(GoValue dot, Node.Pipe pipe) throws GoTemplateException {
    state.at(pipe);
    state.enter();
    Optional<GoValue> value = Optional.empty();
    for (Node.Command command : pipe.commands()) {
      value = Optional.of(command(dot, command, value).unwrapped());
    }
    GoValue result = value.orElse(GoValue.NONE);
    for (Node.Variable variable : pipe.variables()) {
      if (pipe.assigns()) {
        state.set(variable.names().get(0), result);
      } else {
        state.push(variable.names().get(0), result);
      }
    }
    state.leave();
    return result;
  }

  private GoValue command(GoValue dot, Node.Command command, Optional<GoValue> last)
      throws GoTemplateException {
    List<Node.Operand> args = command.args();
    Node.Operand first = args.get(0);
    if (first instanceof Node.Field field) {
      return field(dot, field, args, last);
    } else if (first instanceof Node.Chain chain) {
      return chain(dot, chain, args, last);
    } else if (first instanceof Node.Identifier identifier) {
      return caller.function(dot, identifier, command, args, last);
    } else if (first instanceof Node.Pipe pipe) {
      refuseArguments(args, last);
      return pipeline(dot, pipe);
    } else if (first instanceof Node.Variable variable) {
      return variable(dot, variable, args, last);
    }
    state.at(first);
    refuseArguments(args, last);
    if (first instanceof Node.Nil) {
      throw state.error("nil is not a command");
    }
    return constant(dot, first);
  }

  private void refuseArguments(List<Node.Operand> args, Optional<GoValue> last)
      throws GoTemplateException {
    if (args.size() > 1 || last.isPresent()) {
      throw state.error("can't give argument to non-function " + args.get(0));
    }
  }

  /** The value of a constant, or of the dot. */
  GoValue constant(GoValue dot, Node node) throws GoTemplateException {
    state.at(node);
    if (node instanceof Node.BoolConstant b) {
      return GoValue.bool(b.value());
    } else if (node instanceof Node.StringConstant s) {
      return GoValue.string(s.text());
    } else if (node instanceof Node.NumberConstant n) {
      return number(n.number());
    }
    return dot;
  }

  /** Go's ideal constants: the type follows from how the number is written. */
  private GoValue number(GoNumber n) throws GoTemplateException {
    String text = n.text();
    boolean hexInteger = text.matches("0[xX][^pP]+");
    boolean written = text.chars().anyMatch(c -> ".eEpP".indexOf(c) >= 0);
    if (n.complex().isPresent()) {
      return n.complex().get();
    } else if (n.real().isPresent() && written && !hexInteger && text.charAt(0) != '\'') {
      return new GoValue.Float(GoType.FLOAT64, n.real().get());
    } else if (n.signed().isPresent()) {
      return GoValue.integer(n.signed().get());
    }
    throw state.error(text + " overflows int");
  }

  GoValue field(GoValue dot, Node.Field field, List<Node.Operand> args, Optional<GoValue> last)
      throws GoTemplateException {
    state.at(field);
    return fields(dot, dot, field, field.names(), args, last);
  }

  GoValue variable(
      GoValue dot, Node.Variable variable, List<Node.Operand> args, Optional<GoValue> last)
      throws GoTemplateException {
    state.at(variable);
    GoValue value = state.get(variable.names().get(0));
    if (variable.names().size() == 1) {
      refuseArguments(args, last);
      return value;
    }
    List<String> names = variable.names().subList(1, variable.names().size());
    return fields(dot, value, variable, names, args, last);
  }

  GoValue chain(GoValue dot, Node.Chain chain, List<Node.Operand> args, Optional<GoValue> last)
      throws GoTemplateException {
    state.at(chain);
    if (chain.operand() instanceof Node.Nil) {
      throw state.error("indirection through explicit nil in " + chain);
    }
    GoValue receiver = caller.argument(dot, GoType.ANY, chain.operand());
    return fields(dot, receiver, chain, chain.names(), args, last);
  }

  private GoValue fields(
      GoValue dot,
      GoValue start,
      Node node,
      List<String> names,
      List<Node.Operand> args,
      Optional<GoValue> last)
      throws GoTemplateException {
    GoValue receiver = start;
    for (String name : names.subList(0, names.size() - 1)) {
      receiver = oneField(dot, receiver, node, name, List.of(), Optional.empty());
    }
    return oneField(dot, receiver, node, names.get(names.size() - 1), args, last);
  }

  private GoValue oneField(
      GoValue dot,
      GoValue value,
      Node node,
      String name,
      List<Node.Operand> args,
      Optional<GoValue> last)
      throws GoTemplateException {
    if (!value.isValid()) {
      if (state.missingKey == MissingKey.ERROR) {
        throw state.error("nil data; no entry for key " + GoQuote.quote(name));
      }
      return GoValue.NONE;
    }
    GoValue receiver = value.indirect();
    if (receiver instanceof GoValue.Interface) {
      throw state.error("nil pointer evaluating " + value.type() + "." + name);
    }
    GoType.Method method = receiver.type().methods().get(name);
    if (method != null) {
      return caller.call(dot, method.bind(receiver), node, name, args, last);
    }
    boolean hasArguments = args.size() > 1 || last.isPresent();
    if (receiver instanceof GoValue.StructValue struct && struct.type().hasField(name)) {
      if (hasArguments) {
        throw state.error(name + " has arguments but cannot be invoked as function");
      }
      return struct.field(name).orElse(GoValue.NONE);
    } else if (receiver instanceof GoValue.MapValue map
        && GoType.STRING.assignableTo(map.mapType().key())) {
      if (hasArguments) {
        throw state.error(name + " is not a method but has arguments");
      }
      return entry(map, name);
    } else if (receiver instanceof GoValue.Pointer pointer && mayHaveField(pointer, name)) {
      throw state.error("nil pointer evaluating " + value.type() + "." + name);
    }
    throw state.error("can't evaluate field " + name + " in type " + value.type());
  }

  private static boolean mayHaveField(GoValue.Pointer pointer, String name) {
    GoType target = ((GoType.PointerTo) pointer.type()).element();
    return !(target instanceof GoType.Struct struct) || struct.hasField(name);
  }

  private GoValue entry(GoValue.MapValue map, String key) throws GoTemplateException {
    GoValue value = map.entries().get(key);
    if (value != null) {
      return value;
    }
    return switch (state.missingKey) {
      case INVALID -> GoValue.NONE;
      case ZERO -> map.mapType().element().zero();
      case ERROR -> throw state.error("map has no entry for key " + GoQuote.quote(key));
    };
  }
}
