package passerelle.gotemplate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads declarations of Go structs from text: {@code type NAME}, then a line for each field, and
 * {@code root KEY NAME}. An embedded struct has {@code &} at the end of its line. A later
 * declaration of a name replaces the earlier one. {@code NAME=struct} is a struct that JSON has as
 * a text, like an address. The texts are ours (docker-26.1.types and its like), so a mistake in
 * them is a mistake in the program.
 */
final class TypeSchema {
  private final Map<String, List<String>> declarations = new LinkedHashMap<>();
  private final Map<String, String> roots = new LinkedHashMap<>();
  private final Map<String, GoType> types = new HashMap<>();

  TypeSchema(List<String> lines) {
    List<String> fields = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("type ")) {
        fields = new ArrayList<>();
        declarations.put(line.substring("type ".length()), fields);
      } else if (line.startsWith("root ")) {
        String[] words = line.split(" ");
        roots.put(words[1], words[2]);
      } else if (line.startsWith("  ")) {
        fields.add(line.strip());
      }
    }
  }

  GoType root(String key) {
    return type(roots.get(key));
  }

  private GoType type(String text) {
    GoType known = types.get(text);
    if (known == null) {
      known = read(text);
      types.put(text, known);
    }
    return known;
  }

  private GoType read(String text) {
    if (text.startsWith("*")) {
      return new GoType.PointerTo(type(text.substring(1)));
    } else if (text.startsWith("[]")) {
      return new GoType.SliceOf("", type(text.substring(2)));
    } else if (text.startsWith("map[")) {
      return map("", text);
    } else if (declarations.containsKey(text)) {
      return struct(text);
    }
    int equals = text.indexOf('=');
    return equals < 0
        ? predeclared(text)
        : named(text.substring(0, equals), text.substring(equals + 1));
  }

  private GoType map(String name, String text) {
    int close = text.indexOf(']');
    GoType key = type(text.substring("map[".length(), close));
    return new GoType.MapOf(name, key, type(text.substring(close + 1)), Map.of());
  }

  private GoType named(String name, String underlying) {
    if (underlying.startsWith("map[")) {
      return map(name, underlying);
    } else if (underlying.startsWith("[]")) {
      return new GoType.SliceOf(name, type(underlying.substring(2)));
    }
    GoKind kind = underlying.equals("struct") ? GoKind.STRUCT : type(underlying).kind();
    return new GoType.Basic(kind, name, DockerMethods.of(name));
  }

  private GoType predeclared(String name) {
    return switch (name) {
      case "bool" -> GoType.BOOL;
      case "int" -> GoType.INT;
      case "int64" -> GoType.INT64;
      case "uint16" -> GoType.UINT16;
      case "uint32", "uint64" -> GoType.UINT64;
      case "string" -> GoType.STRING;
      case "time.Time" -> DockerMethods.TIME;
      case "interface", "interface {}" -> GoType.ANY;
      case "struct {}" -> new GoType.Struct(name, List.of(), Map.of());
      default -> throw new IllegalStateException("no such type in the schema: " + name);
    };
  }

  private GoType struct(String name) {
    List<GoType.Field> fields = new ArrayList<>();
    for (String line : declarations.get(name)) {
      String text = line.replace("struct {}", "struct{}").replace("interface {}", "interface{}");
      String[] words = text.split(" ");
      String type =
          words[1].replace("struct{}", "struct {}").replace("interface{}", "interface {}");
      boolean embedded = words[words.length - 1].equals("&");
      boolean omitEmpty = words[words.length - 1].equals("?");
      boolean renamed = words.length > 2 && !"?&".contains(words[2]);
      fields.add(
          new GoType.Field(
              words[0], type(type), renamed ? words[2] : words[0], omitEmpty, embedded));
    }
    return new GoType.Struct(name, fields, Map.of());
  }
}
