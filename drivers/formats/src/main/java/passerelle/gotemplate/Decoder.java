package passerelle.gotemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON, given as plain data, into a typed value (Go: encoding/json {@code Unmarshal}): keys
 * that a struct does not know are dropped, what is missing or of another kind stays zero.
 */
public final class Decoder {
  private Decoder() {}

  /** The value of a type that the data makes. */
  public static GoValue decode(GoType type, Object plain) {
    Object json = plain instanceof Optional<?> o ? o.orElse(null) : plain;
    if (json instanceof GoValue value) {
      return value;
    } else if (json == null) {
      return type.zero();
    } else if (type instanceof GoType.PointerTo pointer) {
      return new GoValue.Pointer(pointer, Optional.of(decode(pointer.element(), json)));
    } else if (type instanceof GoType.Any) {
      return new GoValue.Interface(Optional.of(untyped(json)));
    } else if (type instanceof GoType.Struct struct && json instanceof Map<?, ?> map) {
      return struct(struct, map);
    } else if (type instanceof GoType.MapOf mapType && json instanceof Map<?, ?> map) {
      Map<String, GoValue> entries = new LinkedHashMap<>();
      map.forEach((k, v) -> entries.put(String.valueOf(k), decode(mapType.element(), v)));
      return new GoValue.MapValue(mapType, entries, false);
    } else if (type instanceof GoType.SliceOf slice && json instanceof List<?> list) {
      List<GoValue> elements = new ArrayList<>();
      list.forEach(e -> elements.add(decode(slice.element(), e)));
      return new GoValue.Slice(slice, elements, false);
    }
    return basic(type, json);
  }

  /** What an interface {} is given: numbers become float64. */
  private static GoValue untyped(Object json) {
    if (json instanceof Map<?, ?>) {
      return decode(GoType.mapOf(GoType.ANY), json);
    } else if (json instanceof List<?>) {
      return decode(GoType.sliceOf(GoType.ANY), json);
    } else if (json instanceof Number n) {
      return new GoValue.Float(GoType.FLOAT64, n.doubleValue());
    }
    return GoValue.of(json);
  }

  private static GoValue struct(GoType.Struct type, Map<?, ?> json) {
    List<GoValue> fields = new ArrayList<>();
    for (GoType.Field field : type.fields()) {
      Object value = field.embedded() ? json : json.get(field.jsonName());
      fields.add(decode(field.type(), value));
    }
    return new GoValue.StructValue(type, fields);
  }

  private static GoValue basic(GoType type, Object json) {
    GoKind kind = type.kind();
    if ((kind == GoKind.STRING || kind == GoKind.STRUCT) && json instanceof String s) {
      return new GoValue.Str(type, s);
    } else if (kind == GoKind.BOOL && json instanceof Boolean b) {
      return new GoValue.Bool(type, b);
    } else if (kind.isInteger() && json instanceof Number n) {
      return new GoValue.Int(type, n.longValue());
    } else if (kind == GoKind.FLOAT64 && json instanceof Number n) {
      return new GoValue.Float(type, n.doubleValue());
    }
    return type.zero();
  }
}
