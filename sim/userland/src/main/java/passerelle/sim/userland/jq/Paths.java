package passerelle.sim.userland.jq;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Getting, setting and deleting parts of values (jv_aux.c). */
final class Paths {
  private Paths() {}

  /** A value as messages show it: its beginning, when it is long. */
  static String shortened(Json value, int most) {
    String text = JqPrinter.compact(value);
    return text.length() <= most ? text : text.substring(0, most - 3) + "...";
  }

  /** {@code .[KEY]}. */
  static Json get(Json value, Json key) {
    if (value instanceof Json.Obj object && key instanceof Json.Str name) {
      return object.values().getOrDefault(name.value(), Json.NULL);
    } else if (value instanceof Json.Arr array && key instanceof Json.Num number) {
      int index = (int) Math.floor(number.value());
      int from = index < 0 ? index + array.values().size() : index;
      return from >= 0 && from < array.values().size() ? array.values().get(from) : Json.NULL;
    } else if (key instanceof Json.Obj slice && isSlice(slice)) {
      return slice(value, slice.values().get("start"), slice.values().get("end"));
    } else if (value instanceof Json.Arr array && key instanceof Json.Arr part) {
      return indices(array.values(), part.values());
    } else if (value instanceof Json.Null
        && (key instanceof Json.Str || key instanceof Json.Num || key instanceof Json.Null)) {
      return Json.NULL;
    }
    throw cannotIndex(value, key);
  }

  private static boolean isSlice(Json.Obj key) {
    return key.values().containsKey("start") && key.values().containsKey("end");
  }

  private static JqError cannotIndex(Json value, Json key) {
    return new JqError(
        key instanceof Json.Str name
            ? "Cannot index " + value.type() + " with string \"" + name.value() + "\""
            : "Cannot index " + value.type() + " with " + key.type());
  }

  private static Json indices(List<Json> whole, List<Json> part) {
    List<Json> found = new ArrayList<>();
    for (int i = 0; !part.isEmpty() && i + part.size() <= whole.size(); i++) {
      if (Json.same(Json.of(whole.subList(i, i + part.size())), Json.of(part))) {
        found.add(Json.of((double) i));
      }
    }
    return Json.of(found);
  }

  /** {@code .[FROM:TO]}; null for an open end. */
  static Json slice(Json value, Json from, Json to) {
    if (value instanceof Json.Null) {
      return Json.NULL;
    }
    boolean text = value instanceof Json.Str;
    if (!text && !(value instanceof Json.Arr)) {
      throw new JqError("Cannot index " + value.type() + " with object");
    }
    int size =
        value instanceof Json.Str string
            ? string.value().codePointCount(0, string.value().length())
            : ((Json.Arr) value).values().size();
    int start = bound(from, size, 0, false);
    int end = Math.max(start, bound(to, size, size, true));
    if (value instanceof Json.Str string) {
      String whole = string.value();
      return Json.of(
          whole.substring(whole.offsetByCodePoints(0, start), whole.offsetByCodePoints(0, end)));
    }
    return Json.of(((Json.Arr) value).values().subList(start, end));
  }

  private static int bound(Json bound, int size, int otherwise, boolean up) {
    if (bound instanceof Json.Null) {
      return otherwise;
    }
    if (!(bound instanceof Json.Num number)) {
      throw new JqError("Start and end indices of an array slice must be numbers");
    }
    double at = number.value() < 0 ? number.value() + size : number.value();
    return (int) Math.max(0, Math.min(size, up ? Math.ceil(at) : Math.floor(at)));
  }

  /** The key of a slice in a path. */
  static Json sliceKey(Json from, Json to) {
    Map<String, Json> key = new LinkedHashMap<>();
    key.put("start", from);
    key.put("end", to);
    return new Json.Obj(key);
  }

  /** {@code getpath}. */
  static Json get(Json value, List<Json> path) {
    Json at = value;
    for (Json key : path) {
      at = at instanceof Json.Null ? at : get(at, key);
    }
    return at;
  }

  /** {@code setpath}. */
  static Json set(Json value, List<Json> path, Json part) {
    if (path.isEmpty()) {
      return part;
    }
    Json key = path.get(0);
    Json old = get(value, key);
    return put(value, key, set(old, path.subList(1, path.size()), part));
  }

  private static Json put(Json value, Json key, Json part) {
    if (key instanceof Json.Str name && (value instanceof Json.Obj || value instanceof Json.Null)) {
      Map<String, Json> values =
          value instanceof Json.Obj object
              ? new LinkedHashMap<>(object.values())
              : new LinkedHashMap<>();
      values.put(name.value(), part);
      return new Json.Obj(values);
    }
    if (key instanceof Json.Num number
        && (value instanceof Json.Arr || value instanceof Json.Null)) {
      List<Json> values =
          value instanceof Json.Arr array ? new ArrayList<>(array.values()) : new ArrayList<>();
      int index = (int) number.value();
      index = index < 0 ? index + values.size() : index;
      if (index < 0) {
        throw new JqError("Out of bounds negative array index");
      }
      if (index > 10_000_000) {
        throw new JqError("Array index too large");
      }
      while (values.size() <= index) {
        values.add(Json.NULL);
      }
      values.set(index, part);
      return Json.of(values);
    }
    if (key instanceof Json.Obj slice
        && value instanceof Json.Arr array
        && part instanceof Json.Arr in) {
      int size = array.values().size();
      int start = bound(slice.values().get("start"), size, 0, false);
      int end = Math.max(start, bound(slice.values().get("end"), size, size, true));
      List<Json> values = new ArrayList<>(array.values().subList(0, start));
      values.addAll(in.values());
      values.addAll(array.values().subList(end, size));
      return Json.of(values);
    }
    throw cannotIndex(value, key);
  }

  /** {@code delpaths}: the last ones first, so that indexes stay what they are. */
  static Json delete(Json value, List<List<Json>> paths) {
    List<Json> sorted = new ArrayList<>();
    paths.forEach(path -> sorted.add(Json.of(path)));
    sorted.sort(Json::compare);
    Collections.reverse(sorted);
    Json left = value;
    for (Json path : sorted) {
      left = deleteOne(left, ((Json.Arr) path).values());
    }
    return left;
  }

  private static Json deleteOne(Json value, List<Json> path) {
    if (path.isEmpty() || value instanceof Json.Null) {
      return Json.NULL;
    }
    Json key = path.get(0);
    if (path.size() > 1) {
      Json part = get(value, key);
      return part instanceof Json.Null
          ? value
          : put(value, key, deleteOne(part, path.subList(1, path.size())));
    }
    if (value instanceof Json.Obj object && key instanceof Json.Str name) {
      Map<String, Json> values = new LinkedHashMap<>(object.values());
      values.remove(name.value());
      return new Json.Obj(values);
    }
    if (value instanceof Json.Arr array && key instanceof Json.Num number) {
      List<Json> values = new ArrayList<>(array.values());
      int index = (int) number.value();
      index = index < 0 ? index + values.size() : index;
      if (index >= 0 && index < values.size()) {
        values.remove(index);
      }
      return Json.of(values);
    }
    if (value instanceof Json.Arr && key instanceof Json.Obj) {
      return put(value, key, Json.of(List.of()));
    }
    throw new JqError(
        "Cannot delete field at "
            + (value instanceof Json.Arr ? "array" : "object")
            + " index of "
            + value.type());
  }
}
