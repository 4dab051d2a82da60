package passerelle.gotemplate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values that answer to methods and have no fields that a template sees: the rows of docker's
 * tables, such as {@code *formatter.ContainerContext}.
 */
public final class GoObjects {
  private GoObjects() {}

  /**
   * A pointer to a struct with methods only.
   *
   * @param typeName the struct's type, such as {@code formatter.ContainerContext}
   * @param properties what each method without parameters yields, by the method's name
   * @param methods the methods that take parameters, such as {@code Label}
   */
  public static GoValue of(
      String typeName, Map<String, ?> properties, Map<String, GoFunction> methods) {
    Map<String, GoType.Method> all = new LinkedHashMap<>();
    properties.forEach(
        (name, value) -> {
          GoFunction getter = GoFunction.of(List.of(), args -> GoValue.of(value));
          all.put(name, receiver -> getter);
        });
    methods.forEach((name, function) -> all.put(name, receiver -> function));
    GoType.Struct type = new GoType.Struct(typeName, List.of(), all);
    return new GoValue.Pointer(
        new GoType.PointerTo(type), Optional.of(new GoValue.StructValue(type, List.of())));
  }

  /** A {@code map[string]string} of a named type, such as the header of a table. */
  public static GoValue strings(
      String typeName, Map<String, String> entries, Map<String, GoType.Method> methods) {
    Map<String, GoValue> values = new LinkedHashMap<>();
    entries.forEach((key, value) -> values.put(key, GoValue.string(value)));
    GoType type = new GoType.MapOf(typeName, GoType.STRING, GoType.STRING, methods);
    return new GoValue.MapValue(type, values, false);
  }

  /** What the methods without parameters yield, sorted by name (docker: formatter.MarshalJSON). */
  static Map<String, GoValue> methodResults(GoValue.StructValue object) {
    Map<String, GoValue> results = new TreeMap<>();
    object
        .type()
        .methods()
        .forEach(
            (name, method) -> {
              GoFunction function = method.bind(object);
              if (function.parameters().isEmpty()) {
                results.put(name, call(function));
              }
            });
    return results;
  }

  private static GoValue call(GoFunction getter) {
    try {
      return getter.body().call(List.of());
    } catch (GoTemplateException e) {
      return GoValue.NONE;
    }
  }
}
