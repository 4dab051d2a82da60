package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.gotemplate.GoKind;
import passerelle.gotemplate.GoType;

/**
 * Completes what the engine knows of an object to the JSON document that its version answers: the
 * fields of the Go struct in their order, with Go's zero values where nothing is said.
 */
public final class Shape {
  private Shape() {}

  /** The document of a struct, from the values that are not zero. */
  public static Map<String, Object> complete(GoType type, Map<String, ?> values) {
    Map<String, Object> document = new LinkedHashMap<>();
    GoType target = type instanceof GoType.PointerTo p ? p.element() : type;
    if (target instanceof GoType.Struct struct) {
      for (GoType.Field field : struct.fields()) {
        add(document, field, values);
      }
    }
    return document;
  }

  private static void add(Map<String, Object> document, GoType.Field field, Map<String, ?> values) {
    String name = field.jsonName();
    if (isEmbedded(field)) {
      document.putAll(complete(field.type(), values));
    } else if (values.containsKey(name)) {
      document.put(name, value(field.type(), values.get(name)));
    } else if (!field.omitEmpty()) {
      document.put(name, zero(field.type()));
    }
  }

  private static boolean isEmbedded(GoType.Field field) {
    return field.embedded();
  }

  private static Object value(GoType type, Object given) {
    GoType target = type instanceof GoType.PointerTo p ? p.element() : type;
    if (target instanceof GoType.Struct && given instanceof Map<?, ?> map) {
      return complete(target, strings(map));
    } else if (target instanceof GoType.MapOf mapType && given instanceof Map<?, ?> map) {
      Map<String, Object> out = new LinkedHashMap<>();
      strings(map).forEach((k, v) -> out.put(k, value(mapType.element(), v)));
      return out;
    } else if (target instanceof GoType.SliceOf slice && given instanceof List<?> list) {
      List<Object> out = new ArrayList<>();
      list.forEach(element -> out.add(value(slice.element(), element)));
      return out;
    }
    return given;
  }

  private static Map<String, Object> strings(Map<?, ?> map) {
    Map<String, Object> out = new LinkedHashMap<>();
    map.forEach((k, v) -> out.put(String.valueOf(k), v));
    return out;
  }

  private static Object zero(GoType type) {
    if (type instanceof GoType.Struct) {
      return complete(type, Map.of());
    }
    GoKind kind = type.kind();
    if (kind.canBeNil()) {
      return Optional.empty();
    }
    return kind == GoKind.BOOL
        ? (Object) false
        : kind == GoKind.STRING || kind == GoKind.STRUCT ? "" : (Object) 0;
  }
}
