package passerelle.gotemplate;

import java.util.List;

/** Truth and order of values (Go: text/template {@code funcs.go}: isTrue, eq, lt). */
final class Comparisons {
  private static final String BAD_TYPE = "invalid type for comparison";
  private static final String INCOMPATIBLE = "incompatible types for comparison";

  private Comparisons() {}

  /** What counts as true: all but false, zero, nil and what has no elements; structs always. */
  static boolean isTrue(GoValue wrapped) {
    GoValue value = wrapped.unwrapped();
    if (value instanceof GoValue.Bool b) {
      return b.value();
    } else if (value instanceof GoValue.Int n) {
      return n.value() != 0;
    } else if (value instanceof GoValue.Float f) {
      return f.value() != 0;
    } else if (value instanceof GoValue.Complex c) {
      return c.real() != 0 || c.imaginary() != 0;
    } else if (value instanceof GoValue.Str s) {
      return s.kind() == GoKind.STRUCT || !s.value().isEmpty();
    } else if (value instanceof GoValue.Slice slice) {
      return !slice.elements().isEmpty();
    } else if (value instanceof GoValue.MapValue map) {
      return !map.entries().isEmpty();
    }
    return value.isValid() && !value.isNil();
  }

  /** True when the first value equals one of the others. */
  static boolean eq(List<GoValue> values) throws GoTemplateException {
    if (values.size() < 2) {
      throw new GoTemplateException("missing argument for comparison");
    }
    GoValue first = values.get(0).unwrapped();
    for (GoValue other : values.subList(1, values.size())) {
      if (equal(first, other.unwrapped())) {
        return true;
      }
    }
    return false;
  }

  /** Kinds that compare with each other: the sign and width of integers do not matter. */
  private enum Basic {
    NONE,
    BOOL,
    COMPLEX,
    INTEGER,
    FLOAT,
    STRING
  }

  private static Basic basic(GoValue value) {
    return switch (value.kind()) {
      case BOOL -> Basic.BOOL;
      case COMPLEX128 -> Basic.COMPLEX;
      case INT, INT64, UINT8, UINT16, UINT64 -> Basic.INTEGER;
      case FLOAT64 -> Basic.FLOAT;
      case STRING -> Basic.STRING;
      default -> Basic.NONE;
    };
  }

  private static boolean equal(GoValue a, GoValue b) throws GoTemplateException {
    if (basic(a) != basic(b)) {
      if (a.isValid() && b.isValid()) {
        throw new GoTemplateException(INCOMPATIBLE);
      }
      return false;
    }
    return switch (basic(a)) {
      case INTEGER -> compareIntegers(a, b) == 0;
      case FLOAT -> ((GoValue.Float) a).value() == ((GoValue.Float) b).value();
      case STRING -> ((GoValue.Str) a).value().equals(((GoValue.Str) b).value());
      case BOOL -> ((GoValue.Bool) a).value() == ((GoValue.Bool) b).value();
      case COMPLEX -> a.equals(b);
      case NONE -> equalComposites(a, b);
    };
  }

  private static boolean equalComposites(GoValue a, GoValue b) throws GoTemplateException {
    if (a.kind() != b.kind() && a.isValid() && b.isValid()) {
      throw new GoTemplateException(
          "non-comparable types %s: %s, %s: %s"
              .formatted(GoPrinter.show(a, 's'), a.type(), b.type(), GoPrinter.show(b, 'v')));
    }
    boolean aNil = a.isNil() || !a.isValid();
    boolean bNil = b.isNil() || !b.isValid();
    if (aNil || bNil) {
      return aNil == bNil;
    }
    if (b.kind() == GoKind.MAP || b.kind() == GoKind.SLICE) {
      throw new GoTemplateException(
          "non-comparable type " + GoPrinter.show(b, 's') + ": " + b.type());
    }
    return a.equals(b);
  }

  static boolean lt(GoValue first, GoValue second) throws GoTemplateException {
    GoValue a = first.unwrapped();
    GoValue b = second.unwrapped();
    if (basic(a) == Basic.NONE || basic(b) == Basic.NONE) {
      throw new GoTemplateException(BAD_TYPE);
    } else if (basic(a) != basic(b)) {
      throw new GoTemplateException(INCOMPATIBLE);
    }
    return switch (basic(a)) {
      case INTEGER -> compareIntegers(a, b) < 0;
      case FLOAT -> ((GoValue.Float) a).value() < ((GoValue.Float) b).value();
      case STRING ->
          GoValue.compareStrings(((GoValue.Str) a).value(), ((GoValue.Str) b).value()) < 0;
      default -> throw new GoTemplateException(BAD_TYPE);
    };
  }

  static boolean le(GoValue a, GoValue b) throws GoTemplateException {
    return lt(a, b) || eq(List.of(a, b));
  }

  private static int compareIntegers(GoValue a, GoValue b) {
    long x = ((GoValue.Int) a).value();
    long y = ((GoValue.Int) b).value();
    boolean xHuge = a.kind().isUnsigned() && x < 0;
    boolean yHuge = b.kind().isUnsigned() && y < 0;
    if (xHuge != yHuge) {
      return xHuge ? 1 : -1;
    }
    return Long.compare(x, y);
  }
}
