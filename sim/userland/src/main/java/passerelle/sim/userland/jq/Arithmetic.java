package passerelle.sim.userland.jq;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** jq's operators between two values (builtin.c). */
final class Arithmetic {
  private static final int SHOWN = 11;

  private Arithmetic() {}

  static Json apply(String operator, Json left, Json right) {
    return switch (operator) {
      case "+" -> plus(left, right);
      case "-" -> minus(left, right);
      case "*" -> times(left, right);
      case "/" -> divided(left, right);
      case "%" -> modulo(left, right);
      case "==" -> Json.of(Json.same(left, right));
      case "!=" -> Json.of(!Json.same(left, right));
      case "<" -> Json.of(Json.compare(left, right) < 0);
      case "<=" -> Json.of(Json.compare(left, right) <= 0);
      case ">" -> Json.of(Json.compare(left, right) > 0);
      default -> Json.of(Json.compare(left, right) >= 0);
    };
  }

  private static JqError cannot(Json left, Json right, String what) {
    return new JqError(
        "%s (%s) and %s (%s) cannot be %s"
            .formatted(
                left.type(),
                Paths.shortened(left, SHOWN),
                right.type(),
                Paths.shortened(right, SHOWN),
                what));
  }

  private static Json plus(Json left, Json right) {
    if (left instanceof Json.Null) {
      return right;
    } else if (right instanceof Json.Null) {
      return left;
    } else if (left instanceof Json.Num a && right instanceof Json.Num b) {
      return Json.of(a.value() + b.value());
    } else if (left instanceof Json.Str a && right instanceof Json.Str b) {
      return Json.of(a.value() + b.value());
    } else if (left instanceof Json.Arr a && right instanceof Json.Arr b) {
      List<Json> all = new ArrayList<>(a.values());
      all.addAll(b.values());
      return Json.of(all);
    } else if (left instanceof Json.Obj a && right instanceof Json.Obj b) {
      Map<String, Json> all = new LinkedHashMap<>(a.values());
      all.putAll(b.values());
      return new Json.Obj(all);
    }
    throw cannot(left, right, "added");
  }

  private static Json minus(Json left, Json right) {
    if (left instanceof Json.Num a && right instanceof Json.Num b) {
      return Json.of(a.value() - b.value());
    } else if (left instanceof Json.Arr a && right instanceof Json.Arr b) {
      List<Json> rest = new ArrayList<>(a.values());
      rest.removeIf(value -> b.values().stream().anyMatch(other -> Json.same(value, other)));
      return Json.of(rest);
    }
    throw cannot(left, right, "subtracted");
  }

  private static Json times(Json left, Json right) {
    if (left instanceof Json.Num a && right instanceof Json.Num b) {
      return Json.of(a.value() * b.value());
    } else if (left instanceof Json.Str text && right instanceof Json.Num number) {
      return repeat(text.value(), number.value());
    } else if (left instanceof Json.Num number && right instanceof Json.Str text) {
      return repeat(text.value(), number.value());
    } else if (left instanceof Json.Obj a && right instanceof Json.Obj b) {
      return merge(a, b);
    }
    throw cannot(left, right, "multiplied");
  }

  private static Json repeat(String text, double times) {
    if (times <= 0) {
      return Json.NULL;
    }
    int count = (int) Math.max(1, Math.min(times, 1e6));
    if ((long) count * text.length() > 1 << 24) {
      throw new JqError("Repeat string result too long");
    }
    return Json.of(text.repeat(count));
  }

  private static Json merge(Json.Obj left, Json.Obj right) {
    Map<String, Json> all = new LinkedHashMap<>(left.values());
    right
        .values()
        .forEach(
            (key, value) ->
                all.merge(
                    key,
                    value,
                    (a, b) ->
                        a instanceof Json.Obj x && b instanceof Json.Obj y ? merge(x, y) : b));
    return new Json.Obj(all);
  }

  private static Json divided(Json left, Json right) {
    if (left instanceof Json.Num a && right instanceof Json.Num b) {
      if (b.value() == 0) {
        throw cannot(left, right, "divided because the divisor is zero");
      }
      return Json.of(a.value() / b.value());
    } else if (left instanceof Json.Str a && right instanceof Json.Str b) {
      return TextFunctions.split(a.value(), b.value());
    }
    throw cannot(left, right, "divided");
  }

  private static Json modulo(Json left, Json right) {
    if (left instanceof Json.Num a && right instanceof Json.Num b) {
      long divisor = (long) b.value();
      if (divisor == 0) {
        throw cannot(left, right, "divided because the divisor is zero");
      }
      return Json.of((double) ((long) a.value() % Math.abs(divisor)));
    }
    throw cannot(left, right, "divided");
  }
}
