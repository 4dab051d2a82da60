package passerelle.sim.userland.jq;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What names mean at a place of a program: functions, variables, labels. Never changed. */
final class Scope {
  private final Optional<Scope> outer;
  private final Map<String, Object> names = new HashMap<>();
  private Optional<Filter.Define> defined = Optional.empty();
  private Optional<Function> argument = Optional.empty();
  private String name = "";

  /**
   * A function.
   *
   * @param scope what names mean in its body
   */
  record Function(List<String> parameters, Filter body, Scope scope) {}

  private Scope(Optional<Scope> outer) {
    this.outer = outer;
  }

  static Scope empty() {
    return new Scope(Optional.empty());
  }

  Scope variable(String called, Json value) {
    return put("$" + called, value);
  }

  Scope label(String called, Object mark) {
    return put("*" + called, mark);
  }

  private Scope put(String key, Object value) {
    Scope inner = new Scope(Optional.of(this));
    inner.names.put(key, value);
    return inner;
  }

  /** A function is known in its own body. */
  Scope define(Filter.Define define) {
    Scope inner = new Scope(Optional.of(this));
    inner.defined = Optional.of(define);
    inner.name = define.name() + "/" + define.parameters().size();
    return inner;
  }

  /** A parameter: a filter, run where the caller wrote it. */
  Scope argument(String called, Filter body, Scope caller) {
    Scope inner = new Scope(Optional.of(this));
    inner.argument = Optional.of(new Function(List.of(), body, caller));
    inner.name = called + "/0";
    return inner;
  }

  Optional<Function> function(String called, int arguments) {
    String wanted = called + "/" + arguments;
    for (Optional<Scope> at = Optional.of(this); at.isPresent(); at = at.get().outer) {
      Scope scope = at.get();
      if (scope.name.equals(wanted)) {
        return scope.argument.or(
            () -> scope.defined.map(d -> new Function(d.parameters(), d.body(), scope)));
      }
    }
    return Optional.empty();
  }

  Json variable(String called) {
    return (Json) find("$" + called);
  }

  Object label(String called) {
    return find("*" + called);
  }

  private Object find(String key) {
    for (Optional<Scope> at = Optional.of(this); at.isPresent(); at = at.get().outer) {
      Object value = at.get().names.get(key);
      if (value != null) {
        return value;
      }
    }
    throw new JqError(key + " is not defined");
  }
}
