package passerelle.sim.userland.jq;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A JSON value as jq has it (jv.c): immutable, and in one order with all others. */
sealed interface Json {
  /** {@code null}. */
  record Null() implements Json {}

  /** A truth value. */
  record Bool(boolean value) implements Json {}

  /**
   * A number.
   *
   * @param literal as it was read, while nothing has been reckoned with it
   */
  record Num(double value, Optional<BigDecimal> literal) implements Json {}

  /** Text. */
  record Str(String value) implements Json {}

  /** An array. */
  record Arr(List<Json> values) implements Json {}

  /** An object; its keys are in the order in which they came. */
  record Obj(Map<String, Json> values) implements Json {}

  Json NULL = new Null();

  static Json of(boolean value) {
    return new Bool(value);
  }

  static Json of(double value) {
    return new Num(value, Optional.empty());
  }

  static Json of(String value) {
    return new Str(value);
  }

  static Json of(List<Json> values) {
    return new Arr(List.copyOf(values));
  }

  static Json of(Map<String, Json> values) {
    return new Obj(new LinkedHashMap<>(values));
  }

  /** All but null and false. */
  default boolean isTrue() {
    return !(this instanceof Null) && !(this instanceof Bool bool && !bool.value());
  }

  /** What {@code type} says. */
  default String type() {
    if (this instanceof Null) {
      return "null";
    } else if (this instanceof Bool) {
      return "boolean";
    } else if (this instanceof Num) {
      return "number";
    } else if (this instanceof Str) {
      return "string";
    }
    return this instanceof Arr ? "array" : "object";
  }

  /** null, false, true, numbers, strings, arrays, objects ({@code jv_cmp}). */
  default int order() {
    if (this instanceof Bool bool) {
      return bool.value() ? 2 : 1;
    }
    return List.of("null", "", "", "number", "string", "array", "object").indexOf(type());
  }

  /** Compares any two. */
  static int compare(Json a, Json b) {
    int kinds = Integer.compare(a.order(), b.order());
    if (kinds != 0) {
      return kinds;
    }
    if (a instanceof Num x && b instanceof Num y) {
      return x.value() < y.value() ? -1 : x.value() == y.value() ? 0 : 1;
    } else if (a instanceof Str x && b instanceof Str y) {
      return x.value().compareTo(y.value());
    } else if (a instanceof Arr x && b instanceof Arr y) {
      return compare(x.values(), y.values());
    } else if (a instanceof Obj x && b instanceof Obj y) {
      Map<String, Json> left = new TreeMap<>(x.values());
      Map<String, Json> right = new TreeMap<>(y.values());
      int keys = compare(texts(left), texts(right));
      return keys != 0
          ? keys
          : compare(new ArrayList<>(left.values()), new ArrayList<>(right.values()));
    }
    return 0;
  }

  private static List<Json> texts(Map<String, Json> map) {
    List<Json> keys = new ArrayList<>();
    map.keySet().forEach(key -> keys.add(of(key)));
    return keys;
  }

  private static int compare(List<Json> a, List<Json> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int one = compare(a.get(i), b.get(i));
      if (one != 0) {
        return one;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /** Whether two are the same for jq. */
  static boolean same(Json a, Json b) {
    return compare(a, b) == 0;
  }
}
