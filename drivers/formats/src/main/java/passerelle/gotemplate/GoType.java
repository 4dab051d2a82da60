package passerelle.gotemplate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Go type, as far as templates can tell types apart: by the name in an error text, by what may be
 * assigned to what, and by the methods a value answers to (Go: {@code reflect.Type}). {@code
 * toString} is the name that Go prints.
 */
public sealed interface GoType {

  /** A method: given the value it is called on, the function that a template calls. */
  @FunctionalInterface
  interface Method {
    GoFunction bind(GoValue receiver);
  }

  /**
   * A boolean, a number or a string, predeclared or with a name of its own; or a struct that JSON
   * has as a text, held as that text (Go: {@code encoding.TextMarshaler}).
   */
  record Basic(GoKind kind, String name, Map<String, Method> methods) implements GoType {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A slice; an empty name means the type is written out ({@code []string}). */
  record SliceOf(String name, GoType element) implements GoType {
    @Override
    public GoKind kind() {
      return GoKind.SLICE;
    }

    @Override
    public String toString() {
      return name.isEmpty() ? "[]" + element : name;
    }
  }

  /** A map with string keys; an empty name means the type is written out. */
  record MapOf(String name, GoType key, GoType element, Map<String, Method> methods)
      implements GoType {
    @Override
    public GoKind kind() {
      return GoKind.MAP;
    }

    @Override
    public String toString() {
      return name.isEmpty() ? "map[" + key + "]" + element : name;
    }
  }

  /** A pointer. */
  record PointerTo(GoType element) implements GoType {
    @Override
    public GoKind kind() {
      return GoKind.POINTER;
    }

    @Override
    public String toString() {
      return "*" + element;
    }
  }

  /** A struct with its fields in order. */
  record Struct(String name, List<Field> fields, Map<String, Method> methods) implements GoType {
    @Override
    public GoKind kind() {
      return GoKind.STRUCT;
    }

    /**
     * True for the contexts of docker's tables, whose MarshalJSON prints what their methods yield.
     */
    public boolean marshalsMethods() {
      return fields.isEmpty() && !methods.isEmpty();
    }

    /** True when the struct, or one embedded in it, has the field. */
    public boolean hasField(String field) {
      return fields.stream()
          .anyMatch(f -> f.name().equals(field) || f.embedded() && f.struct().hasField(field));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A field of a struct.
   *
   * @param jsonName its name in JSON
   * @param omitEmpty true when JSON leaves it out when it is empty
   * @param embedded true for a struct, or a pointer to one, whose fields count as the outer ones
   */
  record Field(String name, GoType type, String jsonName, boolean omitEmpty, boolean embedded) {
    /** The embedded struct's type. */
    Struct struct() {
      return (Struct) (type instanceof PointerTo pointer ? pointer.element() : type);
    }
  }

  /** The empty interface, or the parameter type that takes a value as it stands. */
  record Any(String name) implements GoType {
    @Override
    public GoKind kind() {
      return GoKind.INTERFACE;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  GoType BOOL = basic(GoKind.BOOL, "bool");
  GoType INT = basic(GoKind.INT, "int");
  GoType INT64 = basic(GoKind.INT64, "int64");
  GoType UINT8 = basic(GoKind.UINT8, "uint8");
  GoType UINT16 = basic(GoKind.UINT16, "uint16");
  GoType UINT64 = basic(GoKind.UINT64, "uint64");
  GoType FLOAT64 = basic(GoKind.FLOAT64, "float64");
  GoType COMPLEX128 = basic(GoKind.COMPLEX128, "complex128");
  GoType STRING = basic(GoKind.STRING, "string");
  GoType ANY = new Any("interface {}");

  /** The parameter type of functions that look at values themselves (Go: reflect.Value). */
  GoType VALUE = new Any("reflect.Value");

  /** The type that encoding/json gives numbers when told to keep their text. */
  GoType JSON_NUMBER = basic(GoKind.STRING, "json.Number");

  /** What this type is made of. */
  GoKind kind();

  /** The methods of this type, by name. */
  default Map<String, Method> methods() {
    return Map.of();
  }

  /** A named type without methods. */
  static GoType basic(GoKind kind, String name) {
    return new Basic(kind, name, Map.of());
  }

  /** {@code []element}. */
  static GoType sliceOf(GoType element) {
    return new SliceOf("", element);
  }

  /** {@code map[string]element}. */
  static GoType mapOf(GoType element) {
    return new MapOf("", STRING, element, Map.of());
  }

  /** True when a value of this type can be given where {@code target} is asked for. */
  default boolean assignableTo(GoType target) {
    if (target instanceof Any || equals(target)) {
      return true;
    }
    if (this instanceof SliceOf from && target instanceof SliceOf to) {
      return (from.name().isEmpty() || to.name().isEmpty()) && from.element().equals(to.element());
    }
    return this instanceof MapOf from
        && target instanceof MapOf to
        && (from.name().isEmpty() || to.name().isEmpty())
        && from.key().equals(to.key())
        && from.element().equals(to.element());
  }

  /** The value that a variable of this type has before anything is assigned to it. */
  default GoValue zero() {
    if (this instanceof Struct struct) {
      return new GoValue.StructValue(
          struct, struct.fields().stream().map(f -> f.type().zero()).toList());
    }
    if (this instanceof SliceOf) {
      return new GoValue.Slice(this, List.of(), true);
    }
    if (this instanceof MapOf) {
      return new GoValue.MapValue(this, Map.of(), true);
    }
    if (this instanceof PointerTo) {
      return new GoValue.Pointer(this, Optional.empty());
    }
    if (this instanceof Any) {
      return GoValue.Interface.NIL;
    }
    return switch (kind()) {
      case BOOL -> new GoValue.Bool(this, false);
      case STRING, STRUCT -> new GoValue.Str(this, "");
      case FLOAT64 -> new GoValue.Float(this, 0);
      case COMPLEX128 -> new GoValue.Complex(0, 0);
      default -> new GoValue.Int(this, 0);
    };
  }
}
