package passerelle.sim.userland.jq;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import passerelle.text.Resources;

/**
 * A program that has been compiled, with jq's own functions and the variables that it was given.
 */
record JqProgram(Filter filter, Scope scope) {
  private static final Filter LIBRARY = library();

  /**
   * Compiles.
   *
   * @param variables by their names without dollars
   */
  static JqProgram compile(String source, Map<String, Json> variables) throws JqSyntaxError {
    Set<String> names = new HashSet<>(Builtins.NAMES);
    Scope scope = Scope.empty();
    for (Map.Entry<String, Json> variable : variables.entrySet()) {
      names.add("$" + variable.getKey());
      scope = scope.variable(variable.getKey(), variable.getValue());
    }
    Filter at = LIBRARY;
    while (at instanceof Filter.Define define) {
      names.add(define.name() + "/" + define.parameters().size());
      scope = scope.define(define);
      at = define.rest();
    }
    return new JqProgram(JqParser.parse(source, new JqParser.Scope(names)), scope);
  }

  /** Runs it on a value; {@link JqError} when it raises one that nothing catches. */
  void run(Json in, Runnable step, Consumer<Json> out) {
    new JqMachine(step).values(filter, in, scope, out);
  }

  private static Filter library() {
    Set<String> names = new HashSet<>(Builtins.NAMES);
    names.add("$ENV");
    names.add("$__now");
    try {
      String text = Resources.text(JqProgram.class, "builtins.jq");
      return JqParser.parse(text, new JqParser.Scope(names));
    } catch (JqSyntaxError bug) {
      throw new IllegalStateException(bug.getMessage() + " at " + bug.position(), bug);
    }
  }
}
