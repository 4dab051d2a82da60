package passerelle.sim.userland.jq;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code PATH = VALUE} and its kin: values with parts that are others. */
record Assignment(JqMachine machine, Filter.Assign assign, Scope scope) {
  void run(Json in, Consumer<Json> out) {
    List<List<Json>> paths = machine.paths(assign.path(), in, scope);
    if (assign.operator().equals("|=")) {
      out.accept(updated(in, paths));
      return;
    }
    machine.values(
        assign.value(),
        in,
        scope,
        value -> {
          Json made = in;
          for (List<Json> path : paths) {
            made = Paths.set(made, path, combined(Paths.get(made, path), value));
          }
          out.accept(made);
        });
  }

  private Json combined(Json old, Json value) {
    String operator = assign.operator();
    if (operator.equals("=")) {
      return value;
    } else if (operator.equals("//=")) {
      return old.isTrue() ? old : value;
    }
    return Arithmetic.apply(operator.substring(0, 1), old, value);
  }

  /** The first value of each part's update; a part whose update is empty is deleted. */
  private Json updated(Json in, List<List<Json>> paths) {
    Json made = in;
    List<List<Json>> gone = new java.util.ArrayList<>();
    for (List<Json> path : paths) {
      List<Json> values = machine.all(Optional.of(assign.value()), Paths.get(made, path), scope);
      if (values.isEmpty()) {
        gone.add(path);
      } else {
        made = Paths.set(made, path, values.get(0));
      }
    }
    return Paths.delete(made, gone);
  }
}
