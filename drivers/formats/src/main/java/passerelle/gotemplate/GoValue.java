package passerelle.gotemplate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Go value as a template sees it (Go: {@code reflect.Value}). Elements of a {@code
 * map[string]interface {}} or an {@code []interface {}} are {@link Interface} values, as in Go:
 * whether a value came through an interface shows in what may be assigned and in error texts.
 */
public sealed interface GoValue {

  /** The value's type. */
  GoType type();

  /** What the value's type is made of. */
  default GoKind kind() {
    return type().kind();
  }

  /** The absence of a value: what a missing map key yields, and untyped nil. */
  record Invalid() implements GoValue {
    @Override
    public GoType type() {
      return new GoType.Basic(GoKind.INVALID, "<nil>", Map.of());
    }
  }

  /** A boolean. */
  record Bool(GoType type, boolean value) implements GoValue {}

  /** An integer of any width; an unsigned one keeps its 64 bits in the long. */
  record Int(GoType type, long value) implements GoValue {}

  /** A floating point number. */
  record Float(GoType type, double value) implements GoValue {}

  /** A complex number, which only a literal such as {@code 2i} can make. */
  record Complex(double real, double imaginary) implements GoValue {
    @Override
    public GoType type() {
      return GoType.COMPLEX128;
    }
  }

  /** A string. */
  record Str(GoType type, String value) implements GoValue {}

  /** A slice; a nil slice is empty and prints {@code null} in JSON. */
  record Slice(GoType type, List<GoValue> elements, boolean nil) implements GoValue {}

  /**
   * A map whose keys are strings, or structs held as text; iterated in the order of its keys; a nil
   * map is empty.
   */
  record MapValue(GoType type, Map<String, GoValue> entries, boolean nil) implements GoValue {
    /** Keeps the entries in the order in which Go iterates them in templates: sorted. */
    public MapValue {
      boolean structs = type instanceof GoType.MapOf map && map.key().kind() == GoKind.STRUCT;
      Map<String, GoValue> sorted = new TreeMap<>(structs ? BY_NUMBERS : BY_CODE_POINT);
      sorted.putAll(entries);
      entries = sorted;
    }

    /** The map's type with its key and element types. */
    public GoType.MapOf mapType() {
      return (GoType.MapOf) type;
    }

    /** A key as a value of the map's key type. */
    public GoValue key(String key) {
      return new Str(mapType().key(), key);
    }
  }

  /** A struct: one value for each field of its type. */
  record StructValue(GoType.Struct type, List<GoValue> fields) implements GoValue {
    /** The value of a field, of this struct or of one embedded in it. */
    public Optional<GoValue> field(String name) {
      for (int i = 0; i < fields.size(); i++) {
        GoType.Field field = type.fields().get(i);
        if (field.name().equals(name)) {
          return Optional.of(fields.get(i));
        } else if (field.embedded() && field.struct().hasField(name)) {
          return ((StructValue) fields.get(i).indirect()).field(name);
        }
      }
      return Optional.empty();
    }
  }

  /** A pointer, nil when it has no target. */
  record Pointer(GoType type, Optional<GoValue> target) implements GoValue {}

  /** A value held in an interface {}, nil when it holds none. */
  record Interface(Optional<GoValue> dynamic) implements GoValue {
    /** The nil interface. */
    public static final Interface NIL = new Interface(Optional.empty());

    @Override
    public GoType type() {
      return GoType.ANY;
    }
  }

  /** No value. */
  GoValue NONE = new Invalid();

  /** Ports and addresses, as Go compares these structs: by their numbers, then by the rest. */
  Comparator<String> BY_NUMBERS =
      Comparator.comparing(GoStrings::numbers, Arrays::compare)
          .thenComparing((a, b) -> compareStrings(a, b));

  /** Strings in the order of their UTF-8 bytes, as Go compares them. */
  Comparator<String> BY_CODE_POINT = (a, b) -> compareStrings(a, b);

  /** True when there is a value. */
  default boolean isValid() {
    return !(this instanceof Invalid);
  }

  /** True for a nil pointer, interface, map or slice. */
  default boolean isNil() {
    return this instanceof Pointer p && p.target().isEmpty()
        || this instanceof Interface i && i.dynamic().isEmpty()
        || this instanceof MapValue m && m.nil()
        || this instanceof Slice s && s.nil();
  }

  /** The value held in an interface; any other value itself (Go: {@code indirectInterface}). */
  default GoValue unwrapped() {
    return this instanceof Interface i ? i.dynamic().orElse(NONE) : this;
  }

  /** Follows pointers and interfaces to a value, or to the nil one that ends the way. */
  default GoValue indirect() {
    GoValue v = this;
    while (!v.isNil()) {
      if (v instanceof Pointer p) {
        v = p.target().orElseThrow();
      } else if (v instanceof Interface i) {
        v = i.dynamic().orElseThrow();
      } else {
        return v;
      }
    }
    return v;
  }

  /** Go's comparison of strings. */
  static int compareStrings(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
        return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** A string value. */
  static GoValue string(String s) {
    return new Str(GoType.STRING, s);
  }

  /** An int value. */
  static GoValue integer(long n) {
    return new Int(GoType.INT, n);
  }

  /** A boolean value. */
  static GoValue bool(boolean b) {
    return new Bool(GoType.BOOL, b);
  }

  /** A {@code []string}. */
  static GoValue strings(List<String> strings) {
    return new Slice(
        GoType.sliceOf(GoType.STRING), strings.stream().map(GoValue::string).toList(), false);
  }

  /**
   * The Go value of plain Java data: String, Boolean, Integer and Long ({@code int}), other numbers
   * ({@code float64}), lists ({@code []interface {}}), maps with string keys ({@code
   * map[string]interface {}}), Optional (empty is nil), and Go values, which stay as they are.
   * Anything else becomes the string that it prints.
   */
  static GoValue of(Object plain) {
    return of(plain, false);
  }

  /** As {@link #of(Object)}, with numbers as {@code json.Number}, as Docker's client reads JSON. */
  static GoValue ofJson(Object plain) {
    return of(plain, true);
  }

  private static GoValue of(Object plain, boolean keepNumberText) {
    if (plain instanceof GoValue value) {
      return value;
    } else if (plain == null) {
      return NONE;
    } else if (plain instanceof Optional<?> optional) {
      return optional.isPresent() ? of(optional.get(), keepNumberText) : NONE;
    } else if (plain instanceof Boolean b) {
      return bool(b);
    } else if (plain instanceof Number n) {
      return number(n, keepNumberText);
    } else if (plain instanceof List<?> list) {
      List<GoValue> elements = new ArrayList<>();
      list.forEach(e -> elements.add(inInterface(of(e, keepNumberText))));
      return new Slice(GoType.sliceOf(GoType.ANY), elements, false);
    } else if (plain instanceof Map<?, ?> map) {
      Map<String, GoValue> entries = new LinkedHashMap<>();
      map.forEach((k, v) -> entries.put(String.valueOf(k), inInterface(of(v, keepNumberText))));
      return new MapValue(GoType.mapOf(GoType.ANY), entries, false);
    }
    return string(plain.toString());
  }

  private static GoValue number(Number n, boolean keepText) {
    boolean integral = n instanceof Integer || n instanceof Long;
    if (keepText) {
      return new Str(GoType.JSON_NUMBER, integral ? n.toString() : GoJson.number(n.doubleValue()));
    }
    return integral ? integer(n.longValue()) : new Float(GoType.FLOAT64, n.doubleValue());
  }

  private static GoValue inInterface(GoValue value) {
    return new Interface(value.isValid() ? Optional.of(value) : Optional.empty());
  }
}
