package passerelle.sim.userland.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a jq program: each filter hands every value that it makes to who comes next, as jq's
 * backtracking does.
 *
 * @param step what is called at each step, so that others have their turn
 */
record JqMachine(Runnable step) {
  /** Who takes what a filter makes. */
  interface Taker extends Consumer<Located> {}

  /** {@code break}: goes up to its label. */
  private static final class Leaving extends RuntimeException {
    private final transient Object label;

    Leaving(Object label) {
      super("break", null, false, false);
      this.label = label;
    }
  }

  /** Runs a filter on a value. */
  void run(Filter filter, Located in, Scope scope, Taker out) {
    step.run();
    if (filter instanceof Filter.Identity) {
      out.accept(in);
    } else if (filter instanceof Filter.Index index) {
      index(index, in, scope, out);
    } else if (filter instanceof Filter.Slice slice) {
      slice(slice, in, scope, out);
    } else if (filter instanceof Filter.Each each) {
      run(each.term(), in, scope, value -> each(value, out));
    } else if (filter instanceof Filter.Literal literal) {
      out.accept(Located.plain(literal.value()));
    } else if (filter instanceof Filter.Pipe pipe) {
      run(pipe.left(), in, scope, value -> run(pipe.right(), value, scope, out));
    } else if (filter instanceof Filter.Comma comma) {
      run(comma.left(), in, scope, out);
      run(comma.right(), in, scope, out);
    } else if (filter instanceof Filter.Call call) {
      call(call, in, scope, out);
    } else if (filter instanceof Filter.Variable variable) {
      out.accept(Located.plain(scope.variable(variable.name())));
    } else {
      making(filter, in, scope, out);
    }
  }

  private void making(Filter filter, Located in, Scope scope, Taker out) {
    if (filter instanceof Filter.Array array) {
      out.accept(Located.plain(Json.of(all(array.values(), in.value(), scope))));
    } else if (filter instanceof Filter.Object object) {
      new Constructions(this, scope).object(object.entries(), 0, Map.of(), in.value(), out);
    } else if (filter instanceof Filter.Text text) {
      new Constructions(this, scope).text(text, 0, "", in.value(), out);
    } else if (filter instanceof Filter.Format format) {
      out.accept(Located.plain(Json.of(Formats.apply(format.name(), in.value()))));
    } else if (filter instanceof Filter.Negate negate) {
      values(negate.term(), in.value(), scope, v -> out.accept(Located.plain(negated(v))));
    } else if (filter instanceof Filter.Binary binary) {
      binary(binary, in, scope, out);
    } else if (filter instanceof Filter.Assign assign) {
      new Assignment(this, assign, scope).run(in.value(), v -> out.accept(Located.plain(v)));
    } else if (filter instanceof Filter.If branch) {
      values(
          branch.condition(),
          in.value(),
          scope,
          v -> run(v.isTrue() ? branch.then() : branch.otherwise(), in, scope, out));
    } else if (filter instanceof Filter.Try guarded) {
      guarded(guarded, in, scope, out);
    } else {
      binding(filter, in, scope, out);
    }
  }

  private void binding(Filter filter, Located in, Scope scope, Taker out) {
    if (filter instanceof Filter.Bind bind) {
      values(
          bind.source(),
          in.value(),
          scope,
          v ->
              new Bindings(this)
                  .matched(bind.pattern(), v, scope, inner -> run(bind.body(), in, inner, out)));
    } else if (filter instanceof Filter.Reduce reduce) {
      new Bindings(this).reduce(reduce, in.value(), scope, out);
    } else if (filter instanceof Filter.Foreach foreach) {
      new Bindings(this).foreach(foreach, in.value(), scope, out);
    } else if (filter instanceof Filter.Define define) {
      run(define.rest(), in, scope.define(define), out);
    } else if (filter instanceof Filter.Label label) {
      Object mark = new Object();
      try {
        run(label.body(), in, scope.label(label.name(), mark), out);
      } catch (Leaving leaving) {
        if (leaving.label != mark) {
          throw leaving;
        }
      }
    } else if (filter instanceof Filter.Break leaving) {
      throw new Leaving(scope.label(leaving.name()));
    }
  }

  /** All values that a filter makes of one. */
  void values(Filter filter, Json in, Scope scope, Consumer<Json> out) {
    run(filter, Located.plain(in), scope, located -> out.accept(located.value()));
  }

  /** The same as a list. */
  List<Json> all(Optional<Filter> filter, Json in, Scope scope) {
    List<Json> found = new ArrayList<>();
    filter.ifPresent(f -> values(f, in, scope, found::add));
    return found;
  }

  /** The paths of what a filter selects. */
  List<List<Json>> paths(Filter filter, Json in, Scope scope) {
    List<List<Json>> found = new ArrayList<>();
    run(
        filter,
        Located.root(in),
        scope,
        located ->
            found.add(
                located
                    .path()
                    .orElseThrow(
                        () ->
                            new JqError(
                                "Invalid path expression with result "
                                    + Paths.shortened(located.value(), 30)))));
    return found;
  }

  private void index(Filter.Index filter, Located in, Scope scope, Taker out) {
    run(
        filter.term(),
        in,
        scope,
        term ->
            values(
                filter.index(),
                in.value(),
                scope,
                key -> out.accept(term.part(key, Paths.get(term.value(), key)))));
  }

  private void slice(Filter.Slice filter, Located in, Scope scope, Taker out) {
    Filter nothing = new Filter.Literal(Json.NULL);
    run(
        filter.term(),
        in,
        scope,
        term ->
            values(
                filter.to().orElse(nothing),
                in.value(),
                scope,
                to ->
                    values(
                        filter.from().orElse(nothing),
                        in.value(),
                        scope,
                        from ->
                            out.accept(
                                term.part(
                                    Paths.sliceKey(from, to),
                                    Paths.slice(term.value(), from, to))))));
  }

  private static void each(Located in, Taker out) {
    if (in.value() instanceof Json.Arr array) {
      for (int i = 0; i < array.values().size(); i++) {
        out.accept(in.part(Json.of((double) i), array.values().get(i)));
      }
    } else if (in.value() instanceof Json.Obj object) {
      object.values().forEach((key, value) -> out.accept(in.part(Json.of(key), value)));
    } else {
      String shown = " (" + Paths.shortened(in.value(), 11) + ")";
      throw new JqError("Cannot iterate over " + in.value().type() + shown);
    }
  }

  private static Json negated(Json value) {
    if (value instanceof Json.Num number) {
      return Json.of(-number.value());
    }
    throw new JqError(value.type() + " (" + Paths.shortened(value, 11) + ") cannot be negated");
  }

  private void binary(Filter.Binary binary, Located in, Scope scope, Taker out) {
    switch (binary.operator()) {
      case "and", "or" ->
          values(
              binary.left(),
              in.value(),
              scope,
              left -> {
                if (left.isTrue() == binary.operator().equals("or")) {
                  out.accept(Located.plain(Json.of(left.isTrue())));
                } else {
                  values(
                      binary.right(),
                      in.value(),
                      scope,
                      right -> out.accept(Located.plain(Json.of(right.isTrue()))));
                }
              });
      case "//" -> alternative(binary, in, scope, out);
      default ->
          values(
              binary.right(),
              in.value(),
              scope,
              right ->
                  values(
                      binary.left(),
                      in.value(),
                      scope,
                      left ->
                          out.accept(
                              Located.plain(Arithmetic.apply(binary.operator(), left, right)))));
    }
  }

  private void alternative(Filter.Binary binary, Located in, Scope scope, Taker out) {
    List<Located> found = new ArrayList<>();
    try {
      run(
          binary.left(),
          in,
          scope,
          value -> {
            if (value.value().isTrue()) {
              found.add(value);
            }
          });
    } catch (JqError caught) {
      step.run();
    }
    if (found.isEmpty()) {
      run(binary.right(), in, scope, out);
    } else {
      found.forEach(out);
    }
  }

  /** An error of what comes after a {@code try}, which that does not catch. */
  private static final class Passing extends RuntimeException {
    private final transient Object owner;
    private final JqError error;

    Passing(Object owner, JqError error) {
      super("passing", error, false, false);
      this.owner = owner;
      this.error = error;
    }
  }

  private void guarded(Filter.Try guarded, Located in, Scope scope, Taker out) {
    Object owner = new Object();
    Optional<JqError> caught = Optional.empty();
    try {
      run(guarded.body(), in, scope, value -> passing(owner, value, out));
    } catch (Passing passing) {
      if (passing.owner == owner) {
        throw passing.error;
      }
      throw passing;
    } catch (JqError error) {
      caught = Optional.of(error);
    }
    if (caught.isPresent() && guarded.handler().isPresent()) {
      run(guarded.handler().get(), Located.plain(caught.get().value()), scope, out);
    }
  }

  private static void passing(Object owner, Located value, Taker out) {
    try {
      out.accept(value);
    } catch (JqError error) {
      throw new Passing(owner, error);
    }
  }

  private void call(Filter.Call call, Located in, Scope scope, Taker out) {
    Optional<Scope.Function> function = scope.function(call.name(), call.arguments().size());
    if (function.isEmpty()) {
      new Builtins(this, scope).call(call, in, out);
      return;
    }
    Scope.Function found = function.get();
    if (found.parameters().isEmpty()) {
      run(found.body(), in, found.scope(), out);
      return;
    }
    bound(found, call.arguments(), 0, found.scope(), in, scope, out);
  }

  /** Binds a function's parameters one after the other, by name or by value. */
  private void bound(
      Scope.Function function,
      List<Filter> arguments,
      int at,
      Scope inner,
      Located in,
      Scope outer,
      Taker out) {
    if (at == arguments.size()) {
      run(function.body(), in, inner, out);
      return;
    }
    String parameter = function.parameters().get(at);
    Filter argument = arguments.get(at);
    if (parameter.startsWith("$")) {
      String name = parameter.substring(1);
      values(
          argument,
          in.value(),
          outer,
          value -> {
            Scope with =
                inner.variable(name, value).argument(name, new Filter.Literal(value), outer);
            bound(function, arguments, at + 1, with, in, outer, out);
          });
    } else {
      bound(
          function, arguments, at + 1, inner.argument(parameter, argument, outer), in, outer, out);
    }
  }
}
