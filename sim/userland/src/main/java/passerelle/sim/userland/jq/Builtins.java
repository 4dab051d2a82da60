package passerelle.sim.userland.jq;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.text.Resources;
import passerelle.text.WordSet;

/** jq's functions that its own language does not define. */
record Builtins(JqMachine machine, Scope scope) {
  /** Functions and how many arguments they take. */
  static final Set<String> NAMES = WordSet.of(Resources.text(Builtins.class, "names.txt"));

  void call(Filter.Call call, Located in, JqMachine.Taker out) {
    List<Filter> arguments = call.arguments();
    switch (call.name() + "/" + arguments.size()) {
      case "empty/0" -> {
        // Nothing comes of it.
      }
      case "debug/0" -> out.accept(in);
      case "error/0" -> throw new JqError(in.value());
      case "path/1" ->
          machine
              .paths(arguments.get(0), in.value(), scope)
              .forEach(path -> out.accept(Located.plain(Json.of(path))));
      case "getpath/1" ->
          machine.values(arguments.get(0), in.value(), scope, path -> getpath(in, path, out));
      case "del/1" ->
          out.accept(
              Located.plain(
                  Paths.delete(in.value(), machine.paths(arguments.get(0), in.value(), scope))));
      case "first/1", "limit/2", "isempty/1" -> limited(call.name(), arguments, in, out);
      case "sort_by/1", "group_by/1", "min_by/1", "max_by/1" ->
          out.accept(Located.plain(by(call.name(), arguments.get(0), in.value())));
      case "range/1" ->
          machine.values(arguments.get(0), in.value(), scope, to -> range(0, number(to), out));
      case "range/2" ->
          machine.values(
              arguments.get(0),
              in.value(),
              scope,
              from ->
                  machine.values(
                      arguments.get(1),
                      in.value(),
                      scope,
                      to -> range(number(from), number(to), out)));
      default -> plain(call, in.value(), out);
    }
  }

  /** A function of its input and of the values of its arguments. */
  private void plain(Filter.Call call, Json in, JqMachine.Taker out) {
    List<Filter> arguments = call.arguments();
    if (arguments.isEmpty()) {
      out.accept(Located.plain(Values.of(call.name(), in)));
    } else if (arguments.size() == 1) {
      machine.values(
          arguments.get(0),
          in,
          scope,
          one -> out.accept(Located.plain(Values.of(call.name(), in, one))));
    } else {
      machine.values(
          arguments.get(1),
          in,
          scope,
          two ->
              machine.values(
                  arguments.get(0),
                  in,
                  scope,
                  one -> out.accept(Located.plain(Values.of(call.name(), in, one, two)))));
    }
  }

  private static void getpath(Located in, Json path, JqMachine.Taker out) {
    if (!(path instanceof Json.Arr keys)) {
      throw new JqError("Path must be specified as an array");
    }
    Located at = in;
    for (Json key : keys.values()) {
      at = at.part(key, at.value() instanceof Json.Null ? Json.NULL : Paths.get(at.value(), key));
    }
    out.accept(at);
  }

  static double number(Json value) {
    if (value instanceof Json.Num number) {
      return number.value();
    }
    throw new JqError("Range bounds must be numeric");
  }

  private static void range(double from, double to, JqMachine.Taker out) {
    for (double at = from; at < to; at++) {
      out.accept(Located.plain(Json.of(at)));
    }
  }

  private static final class Enough extends RuntimeException {
    Enough() {
      super("enough", null, false, false);
    }
  }

  private void limited(String name, List<Filter> arguments, Located in, JqMachine.Taker out) {
    if (name.equals("limit")) {
      machine.values(
          arguments.get(0),
          in.value(),
          scope,
          count -> take((long) number(count), arguments.get(1), in, out));
    } else if (name.equals("first")) {
      take(1, arguments.get(0), in, out);
    } else {
      int[] found = {0};
      take(1, arguments.get(0), in, value -> found[0]++);
      out.accept(Located.plain(Json.of(found[0] == 0)));
    }
  }

  private void take(long count, Filter filter, Located in, JqMachine.Taker out) {
    if (count <= 0) {
      return;
    }
    List<Located> last = new ArrayList<>();
    long[] left = {count};
    Enough enough = new Enough();
    try {
      machine.run(
          filter,
          in,
          scope,
          value -> {
            if (--left[0] == 0) {
              last.add(value);
              throw enough;
            }
            out.accept(value);
          });
    } catch (Enough reached) {
      if (reached != enough) {
        throw reached;
      }
    }
    last.forEach(out);
  }

  /** A value with what it is sorted by. */
  private record Keyed(Json key, Json value) {}

  private Json by(String name, Filter filter, Json in) {
    if (!(in instanceof Json.Arr array)) {
      throw new JqError("Cannot index " + in.type() + " with number");
    }
    List<Keyed> keyed = new ArrayList<>();
    for (Json value : array.values()) {
      keyed.add(new Keyed(Json.of(machine.all(Optional.of(filter), value, scope)), value));
    }
    Comparator<Keyed> order = (a, b) -> Json.compare(a.key(), b.key());
    if (name.equals("min_by") || name.equals("max_by")) {
      if (keyed.isEmpty()) {
        return Json.NULL;
      }
      Collections.reverse(keyed);
      return name.equals("min_by")
          ? Collections.min(keyed, order).value()
          : Collections.max(keyed, order).value();
    }
    keyed.sort(order);
    if (name.equals("sort_by")) {
      return Json.of(keyed.stream().map(Keyed::value).toList());
    }
    Map<Integer, List<Json>> groups = new LinkedHashMap<>();
    int group = 0;
    for (int i = 0; i < keyed.size(); i++) {
      group += i > 0 && order.compare(keyed.get(i - 1), keyed.get(i)) != 0 ? 1 : 0;
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(keyed.get(i).value());
    }
    return Json.of(groups.values().stream().map(Json::of).toList());
  }
}
