package passerelle.cli.daemon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.text.GoJsonReader.Array;
import passerelle.text.GoJsonReader.Bool;
import passerelle.text.GoJsonReader.Members;
import passerelle.text.GoJsonReader.Null;
import passerelle.text.GoJsonReader.Number;
import passerelle.text.GoJsonReader.Text;
import passerelle.text.GoJsonReader.Value;
import passerelle.text.Resources;

/**
 * The types of the bodies that the API takes, and Go's words for a value of another one
 * (encoding/json: UnmarshalTypeError), as the builds of Debian say them: the one of Engine 28 tells
 * the whole way to a value, the one of Engine 26 the structures that it goes through.
 *
 * @param before Engine 26's names and words
 */
record ApiTypes(boolean before) {
  private static final Map<String, Struct> STRUCTS =
      Resources.rows(ApiTypes.class, "api-types.txt")
          .map(Struct::of)
          .collect(Collectors.toMap(Struct::name, s -> s));

  /** Names of types that are made of others. */
  private static final Map<String, String> MADE =
      Map.of(
          "nat.PortSet", "map[string]struct{}",
          "nat.PortMap", "map[string][]nat.PortBinding",
          "words", "[]string");

  /**
   * A structure.
   *
   * @param former its name in Engine 26
   * @param fields the types by the names, those embedded behind what embeds them and a point
   */
  private record Struct(String name, String former, Map<String, String> fields) {
    static Struct of(String row) {
      String[] words = row.split(" ");
      Map<String, String> fields = new LinkedHashMap<>();
      for (String field : List.of(words).subList(2, words.length)) {
        fields.put(field.split("=")[0], field.split("=")[1]);
      }
      return new Struct(words[0], words[1], fields);
    }

    /** The field that a key of JSON means. */
    Optional<String> field(String key) {
      return fields.keySet().stream().filter(f -> ("." + f).endsWith("." + key)).findFirst();
    }
  }

  /**
   * Where a value stands.
   *
   * @param struct the innermost structure around it
   * @param path the way to it, each step behind a point
   */
  private record Place(String struct, String path) {
    Place step(String name) {
      return new Place(struct, path + "." + name.replace("~", "~0").replace("/", "~1"));
    }
  }

  /** What is wrong with a body that is to be a structure; empty when nothing is. */
  Optional<String> problem(Value body, String struct) {
    return problem(body, struct, new Place(shortName(struct), ""));
  }

  private String shortName(String struct) {
    String name = before ? STRUCTS.get(struct).former() : struct;
    boolean unnamed = !before && struct.equals("container.CreateRequest");
    return unnamed ? "" : name.substring(name.indexOf('.') + 1);
  }

  private Optional<String> problem(Value value, String said, Place at) {
    String type = MADE.getOrDefault(said, said);
    if (value instanceof Null
        || type.equals("struct{}")
        || said.equals("words") && value instanceof Text) {
      return Optional.empty();
    } else if (type.startsWith("[]")) {
      if (value instanceof Array list) {
        return items(list, type.substring(2), at);
      }
      return Optional.of(
          said.equals("words")
              ? wrong(value, "string", before ? at : new Place("", ""))
              : wrong(value, type, at));
    } else if (type.startsWith("map[string]")) {
      return value instanceof Members map
          ? entries(map, type.substring(11), at)
          : Optional.of(wrong(value, said, at));
    } else if (STRUCTS.containsKey(type)) {
      return value instanceof Members members
          ? fields(members, STRUCTS.get(type), at)
          : Optional.of(wrong(value, before ? STRUCTS.get(type).former() : type, at));
    }
    boolean right =
        switch (type) {
          case "string" -> value instanceof Text;
          case "bool" -> value instanceof Bool;
          default -> value instanceof Number number && number.text().matches("-?[0-9]+");
        };
    return right ? Optional.empty() : Optional.of(wrong(value, type, at));
  }

  private Optional<String> items(Array list, String type, Place at) {
    for (int i = 0; i < list.items().size(); i++) {
      Optional<String> problem =
          problem(list.items().get(i), type, before ? at : at.step(String.valueOf(i)));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<String> entries(Members map, String type, Place at) {
    for (Map.Entry<String, Value> entry : map.members().entrySet()) {
      Place inner = before ? at : at.step(entry.getKey());
      Optional<String> problem = problem(entry.getValue(), type, inner);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<String> fields(Members members, Struct struct, Place at) {
    String around = before ? shortName(struct.name()) : at.struct();
    for (Map.Entry<String, Value> entry : members.members().entrySet()) {
      Optional<String> field = struct.field(entry.getKey());
      if (field.isPresent()) {
        Place inner = new Place(around, at.path()).step(before ? field.get() : entry.getKey());
        Optional<String> problem =
            problem(entry.getValue(), struct.fields().get(field.get()), inner);
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private static String wrong(Value value, String type, Place at) {
    boolean broken = value instanceof Number && type.startsWith("int");
    String what = broken ? "number " + ((Number) value).text() : value.kind();
    String where = at.path().isEmpty() ? "Go value" : "Go struct field " + at.struct() + at.path();
    return "invalid JSON: json: cannot unmarshal " + what + " into " + where + " of type " + type;
  }
}
