package passerelle.sim.userland.jq;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Functions from values to values (builtin.c). */
final class Values {
  private Values() {}

  private static JqError refusing(Json value, String what) {
    return new JqError(value.type() + " (" + Paths.shortened(value, 11) + ") " + what);
  }

  static Json of(String name, Json in) {
    return switch (name) {
      case "not" -> Json.of(!in.isTrue());
      case "type" -> Json.of(in.type());
      case "length" -> length(in);
      case "utf8bytelength" ->
          Json.of(
              (double) string(in, name).getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
      case "keys", "keys_unsorted" -> keys(in, name.equals("keys"));
      case "tostring" -> in instanceof Json.Str ? in : Json.of(JqPrinter.compact(in));
      case "tojson" -> Json.of(JqPrinter.compact(in));
      case "fromjson" -> fromJson(in);
      case "tonumber" -> toNumber(in);
      case "sort" -> sorted(in);
      case "min" -> extreme(in, true);
      case "max" -> extreme(in, false);
      case "reverse" -> reversed(in);
      case "ascii_downcase" -> Json.of(string(in, name).toLowerCase(Locale.ROOT));
      case "ascii_upcase" -> Json.of(string(in, name).toUpperCase(Locale.ROOT));
      case "trim" -> Json.of(string(in, name).strip());
      case "ltrim" -> Json.of(string(in, name).stripLeading());
      case "rtrim" -> Json.of(string(in, name).stripTrailing());
      case "explode" -> exploded(in);
      case "implode" -> imploded(in);
      case "infinite" -> Json.of(Double.POSITIVE_INFINITY);
      case "nan" -> Json.of(Double.NaN);
      case "input_line_number" -> Json.of(0.0);
      case "isnan" -> Json.of(Double.isNaN(number(in)));
      default -> mathematics(name, in);
    };
  }

  private static Json mathematics(String name, Json in) {
    double value = number(in);
    return Json.of(
        switch (name) {
          case "floor" -> Math.floor(value);
          case "ceil" -> Math.ceil(value);
          case "round" -> Math.copySign(Math.floor(Math.abs(value) + 0.5), value);
          case "sqrt" -> Math.sqrt(value);
          case "fabs" -> Math.abs(value);
          case "log" -> Math.log(value);
          default -> Math.exp(value);
        });
  }

  static Json of(String name, Json in, Json one) {
    return switch (name) {
      case "has" -> has(in, one);
      case "contains" -> Json.of(contains(in, one));
      case "error" -> throw new JqError(one);
      case "split" -> {
        if (in instanceof Json.Str text && one instanceof Json.Str separator) {
          yield TextFunctions.split(text.value(), separator.value());
        }
        throw new JqError("split input and separator must be strings");
      }
      case "startswith", "endswith" -> edge(name, in, one);
      case "ltrimstr", "rtrimstr" -> trimmed(name, in, one);
      case "indices" -> indices(in, one);
      case "delpaths" -> deleted(in, one);
      default -> throw new JqError(name + "/1 is not defined");
    };
  }

  static Json of(String name, Json in, Json one, Json two) {
    return switch (name) {
      case "setpath" -> {
        if (one instanceof Json.Arr path) {
          yield Paths.set(in, path.values(), two);
        }
        throw new JqError("Path must be specified as an array");
      }
      case "_match" ->
          Json.of(TextFunctions.matches(in, one, two instanceof Json.Str f ? f.value() : ""));
      case "pow" -> Json.of(Math.pow(number(one), number(two)));
      default -> throw new JqError(name + "/2 is not defined");
    };
  }

  private static double number(Json in) {
    if (in instanceof Json.Num number) {
      return number.value();
    }
    throw refusing(in, "number required");
  }

  private static String string(Json in, String name) {
    if (in instanceof Json.Str text) {
      return text.value();
    }
    throw name.startsWith("ascii")
        ? new JqError(name + " input must be a string")
        : refusing(
            in,
            name.equals("utf8bytelength")
                ? "only strings have UTF-8 byte length"
                : "cannot be trimmed");
  }

  private static Json length(Json in) {
    if (in instanceof Json.Bool) {
      throw refusing(in, "has no length");
    } else if (in instanceof Json.Num number) {
      return Json.of(Math.abs(number.value()));
    } else if (in instanceof Json.Str text) {
      return Json.of((double) text.value().codePointCount(0, text.value().length()));
    } else if (in instanceof Json.Arr array) {
      return Json.of((double) array.values().size());
    }
    return Json.of(in instanceof Json.Obj object ? (double) object.values().size() : 0.0);
  }

  private static Json keys(Json in, boolean sorted) {
    List<Json> keys = new ArrayList<>();
    if (in instanceof Json.Obj object) {
      (sorted ? new TreeMap<>(object.values()) : object.values())
          .keySet()
          .forEach(key -> keys.add(Json.of(key)));
    } else if (in instanceof Json.Arr array) {
      for (int i = 0; i < array.values().size(); i++) {
        keys.add(Json.of((double) i));
      }
    } else {
      throw refusing(in, "has no keys");
    }
    return Json.of(keys);
  }

  private static Json fromJson(Json in) {
    if (!(in instanceof Json.Str text)) {
      throw refusing(in, "only strings can be parsed");
    }
    JsonReader reader = new JsonReader(text.value());
    try {
      return reader.next().orElse(Json.NULL);
    } catch (JsonReader.Malformed wrong) {
      throw new JqError(
          wrong.getMessage() + reader.place() + " (while parsing '" + text.value() + "')");
    }
  }

  private static Json toNumber(Json in) {
    if (in instanceof Json.Num) {
      return in;
    }
    Optional<Json> number =
        in instanceof Json.Str text ? JsonReader.number(text.value().strip()) : Optional.empty();
    if (in instanceof Json.Str text && number.isEmpty()) {
      throw new JqError(
          "Invalid numeric literal at EOF at line 1, column %s (while parsing '%s')"
              .formatted(text.value().length(), text.value()));
    }
    return number.orElseThrow(() -> refusing(in, "cannot be parsed as a number"));
  }

  private static Json sorted(Json in) {
    if (!(in instanceof Json.Arr array)) {
      throw refusing(in, "cannot be sorted, as it is not an array");
    }
    List<Json> values = new ArrayList<>(array.values());
    values.sort(Json::compare);
    return Json.of(values);
  }

  private static Json extreme(Json in, boolean least) {
    if (!(sorted(in) instanceof Json.Arr array) || array.values().isEmpty()) {
      return Json.NULL;
    }
    return array.values().get(least ? 0 : array.values().size() - 1);
  }

  private static Json reversed(Json in) {
    if (in instanceof Json.Str text) {
      return Json.of(new StringBuilder(text.value()).reverse().toString());
    } else if (in instanceof Json.Null) {
      return Json.of(List.of());
    } else if (!(in instanceof Json.Arr)) {
      throw refusing(in, "cannot be reversed, as it is not an array");
    }
    List<Json> values = new ArrayList<>(((Json.Arr) in).values());
    Collections.reverse(values);
    return Json.of(values);
  }

  private static Json exploded(Json in) {
    if (!(in instanceof Json.Str text)) {
      throw refusing(in, "cannot be exploded");
    }
    List<Json> points = new ArrayList<>();
    text.value().codePoints().forEach(point -> points.add(Json.of((double) point)));
    return Json.of(points);
  }

  private static Json imploded(Json in) {
    if (!(in instanceof Json.Arr points)) {
      throw refusing(in, "cannot be imploded, must be an array of codepoints");
    }
    StringBuilder out = new StringBuilder();
    points.values().forEach(point -> out.appendCodePoint((int) number(point)));
    return Json.of(out.toString());
  }

  private static Json has(Json in, Json key) {
    if (in instanceof Json.Obj object && key instanceof Json.Str name) {
      return Json.of(object.values().containsKey(name.value()));
    } else if (in instanceof Json.Arr array && key instanceof Json.Num index) {
      return Json.of(index.value() >= 0 && index.value() < array.values().size());
    }
    throw new JqError(
        "Cannot check whether %s has a %s key"
            .formatted(in.type(), key instanceof Json.Str ? "string" : key.type()));
  }

  private static boolean contains(Json in, Json part) {
    if (in instanceof Json.Obj whole && part instanceof Json.Obj some) {
      return some.values().entrySet().stream()
          .allMatch(
              e ->
                  whole.values().containsKey(e.getKey())
                      && contains(whole.values().get(e.getKey()), e.getValue()));
    } else if (in instanceof Json.Arr whole && part instanceof Json.Arr some) {
      return some.values().stream()
          .allMatch(
              wanted ->
                  whole.values().stream()
                      .anyMatch(v -> v.order() == wanted.order() && contains(v, wanted)));
    } else if (in instanceof Json.Str whole && part instanceof Json.Str some) {
      return whole.value().contains(some.value());
    } else if (in.type().equals(part.type())) {
      return Json.same(in, part);
    }
    throw new JqError(
        "%s (%s) and %s (%s) cannot have their containment checked"
            .formatted(in.type(), Paths.shortened(in, 11), part.type(), Paths.shortened(part, 11)));
  }

  private static Json edge(String name, Json in, Json part) {
    if (in instanceof Json.Str text && part instanceof Json.Str edge) {
      return Json.of(
          name.equals("startswith")
              ? text.value().startsWith(edge.value())
              : text.value().endsWith(edge.value()));
    }
    throw new JqError(name + "() requires string inputs");
  }

  private static Json trimmed(String name, Json in, Json part) {
    if (in instanceof Json.Str text && part instanceof Json.Str edge) {
      String whole = text.value();
      int cut = edge.value().length();
      if (name.equals("ltrimstr") && whole.startsWith(edge.value())) {
        return Json.of(whole.substring(cut));
      } else if (name.equals("rtrimstr") && whole.endsWith(edge.value()) && cut > 0) {
        return Json.of(whole.substring(0, whole.length() - cut));
      }
    }
    return in;
  }

  private static Json indices(Json in, Json part) {
    if (in instanceof Json.Null) {
      return Json.NULL;
    } else if (in instanceof Json.Str text && part instanceof Json.Str some) {
      List<Json> found = new ArrayList<>();
      for (int at = text.value().indexOf(some.value());
          at >= 0 && !some.value().isEmpty();
          at = text.value().indexOf(some.value(), at + 1)) {
        found.add(Json.of((double) at));
      }
      return Json.of(found);
    }
    return Paths.get(in, part instanceof Json.Arr ? part : Json.of(List.of(part)));
  }

  private static Json deleted(Json in, Json paths) {
    List<List<Json>> all = new ArrayList<>();
    if (paths instanceof Json.Arr array) {
      for (Json path : array.values()) {
        if (path instanceof Json.Arr keys) {
          all.add(keys.values());
        }
      }
      return Paths.delete(in, all);
    }
    throw new JqError("Paths must be specified as an array");
  }
}
