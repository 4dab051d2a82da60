package passerelle.sim.userland.jq;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Variables: values taken apart, and the filters that go through many with them. */
record Bindings(JqMachine machine) {
  void matched(Filter.Pattern pattern, Json value, Scope scope, Consumer<Scope> then) {
    if (pattern instanceof Filter.Pattern.Name name) {
      then.accept(scope.variable(name.name(), value));
    } else if (pattern instanceof Filter.Pattern.Items items) {
      items(items.items(), 0, value, scope, then);
    } else if (pattern instanceof Filter.Pattern.Keys keys) {
      keys(keys, 0, value, scope, then);
    }
  }

  private void items(
      List<Filter.Pattern> items, int at, Json value, Scope scope, Consumer<Scope> then) {
    if (at == items.size()) {
      then.accept(scope);
    } else {
      Json part = Paths.get(value, Json.of((double) at));
      matched(items.get(at), part, scope, inner -> items(items, at + 1, value, inner, then));
    }
  }

  private void keys(
      Filter.Pattern.Keys keys, int at, Json value, Scope scope, Consumer<Scope> then) {
    if (at == keys.keys().size()) {
      then.accept(scope);
      return;
    }
    machine.values(
        keys.keys().get(at),
        value,
        scope,
        key ->
            matched(
                keys.values().get(at),
                Paths.get(value, key),
                scope,
                inner -> keys(keys, at + 1, value, inner, then)));
  }

  void reduce(Filter.Reduce reduce, Json in, Scope scope, JqMachine.Taker out) {
    machine.values(
        reduce.first(),
        in,
        scope,
        first -> {
          Json[] state = {first};
          machine.values(
              reduce.source(),
              in,
              scope,
              item ->
                  matched(
                      reduce.pattern(),
                      item,
                      scope,
                      inner -> {
                        List<Json> made =
                            machine.all(Optional.of(reduce.update()), state[0], inner);
                        state[0] = made.isEmpty() ? Json.NULL : made.get(made.size() - 1);
                      }));
          out.accept(Located.plain(state[0]));
        });
  }

  void foreach(Filter.Foreach foreach, Json in, Scope scope, JqMachine.Taker out) {
    machine.values(
        foreach.first(),
        in,
        scope,
        first -> {
          Json[] state = {first};
          machine.values(
              foreach.source(),
              in,
              scope,
              item ->
                  matched(
                      foreach.pattern(),
                      item,
                      scope,
                      inner ->
                          machine.values(
                              foreach.update(),
                              state[0],
                              inner,
                              made -> {
                                state[0] = made;
                                machine.run(foreach.extract(), Located.plain(made), inner, out);
                              })));
        });
  }
}
