package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import passerelle.addr.Family;
import passerelle.addr.Ipv6Address;
import passerelle.engine.EngineVersion;
import passerelle.text.GoJsonReader;

/**
 * {@code /etc/docker/daemon.json}: read, held against the command line, and turned into options of
 * it (daemon/config/config.go: MergeDaemonConfigurations).
 */
final class DaemonFile {
  /** Where dockerd looks when {@code --config-file} says nothing. */
  static final String PATH = "/etc/docker/daemon.json";

  /** Keys that are no option of the command line in any version ({@code skipValidateOptions}). */
  private static final Set<String> WITHOUT_FLAG =
      Set.of("features", "builder", "deprecated-key-path");

  /** Keys whose inner keys are not looked at ({@code flatOptions}). */
  private static final Set<String> WHOLE =
      Set.of(
          "default-network-opts", "log-opts", "runtimes", "default-ulimits", "features", "builder");

  private final EngineVersion version;
  private final Map<String, List<String>> flags;

  private DaemonFile(EngineVersion version, Map<String, List<String>> flags) {
    this.version = version;
    this.flags = flags;
  }

  /**
   * The options of a command line together with those of a file.
   *
   * @param path for messages
   * @param flags of the command line, by name
   * @throws DaemonRefusal as dockerd words it
   */
  static Map<String, List<String>> merged(
      String path, String text, EngineVersion version, Map<String, List<String>> flags)
      throws DaemonRefusal {
    try {
      Map<String, List<String>> all = new LinkedHashMap<>(flags);
      all.putAll(new DaemonFile(version, flags).read(text));
      return all;
    } catch (GoJsonReader.SyntaxError | DaemonRefusal e) {
      throw new DaemonRefusal(
          "unable to configure the Docker daemon with file " + path + ": " + e.getMessage());
    }
  }

  private Map<String, List<String>> read(String text)
      throws GoJsonReader.SyntaxError, DaemonRefusal {
    if (text.isBlank()) {
      return Map.of();
    }
    GoJsonReader.Value root = GoJsonReader.parse(text);
    if (!(root instanceof GoJsonReader.Members object)) {
      throw new DaemonRefusal(
          "json: cannot unmarshal "
              + root.kind()
              + " into Go value of type map[string]interface {}");
    }
    Map<String, GoJsonReader.Value> flat = flattened(object);
    checkKnown(flat.keySet());
    checkConflicts(flat);
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (Map.Entry<String, GoJsonReader.Value> entry : object.members().entrySet()) {
      Optional<DaemonFlags.Flag> flag = ofKey(entry.getKey());
      if (flag.isPresent() && !(entry.getValue() instanceof GoJsonReader.Null)) {
        options.put(flag.get().name(), new Field(flag.get()).texts(entry.getValue()));
      }
    }
    return options;
  }

  /** Objects that are no values themselves stand for their members. */
  private static Map<String, GoJsonReader.Value> flattened(GoJsonReader.Members object) {
    Map<String, GoJsonReader.Value> flat = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (key, value) -> {
              if (value instanceof GoJsonReader.Members inner && !WHOLE.contains(key)) {
                flat.putAll(inner.members());
              } else {
                flat.put(key, value);
              }
            });
    return flat;
  }

  private Optional<DaemonFlags.Flag> ofKey(String key) {
    return DaemonFlags.ALL.stream()
        .filter(flag -> flag.isIn(version) && flag.key().equals(key))
        .findFirst();
  }

  private void checkKnown(Set<String> keys) throws DaemonRefusal {
    List<String> unknown = new ArrayList<>();
    for (String key : keys) {
      boolean flag = DaemonFlags.of(key).filter(f -> f.isIn(version) && f.isDockers()).isPresent();
      if (!flag && ofKey(key).isEmpty() && !WITHOUT_FLAG.contains(key)) {
        unknown.add(key);
      }
    }
    if (!unknown.isEmpty()) {
      throw new DaemonRefusal(
          "the following directives don't match any configuration option: "
              + String.join(", ", unknown));
    }
  }

  /** In the order of the flags' names, as pflag visits them. */
  private void checkConflicts(Map<String, GoJsonReader.Value> flat) throws DaemonRefusal {
    Set<String> conflicts = new LinkedHashSet<>();
    for (Map.Entry<String, List<String>> given : new TreeMap<>(flags).entrySet()) {
      DaemonFlags.Flag flag = DaemonFlags.of(given.getKey()).orElseThrow();
      GoJsonReader.Value inFile = flat.get(flag.key());
      if (inFile != null) {
        boolean list = inFile instanceof GoJsonReader.Array || flag.isList();
        String typed = String.join(" ", given.getValue());
        conflicts.add(
            "%s: (from flag: %s, from file: %s)"
                .formatted(flag.key(), list ? "[" + typed + "]" : typed, printed(inFile)));
      }
    }
    if (!conflicts.isEmpty()) {
      throw new DaemonRefusal(
          "the following directives are specified both as a flag and in the configuration file: "
              + String.join(", ", conflicts));
    }
  }

  /** As Go prints a value ({@code %v}). */
  private static String printed(GoJsonReader.Value value) {
    if (value instanceof GoJsonReader.Array array) {
      return "[" + String.join(" ", array.items().stream().map(DaemonFile::printed).toList()) + "]";
    }
    if (value instanceof GoJsonReader.Members object) {
      List<String> members = new ArrayList<>();
      new TreeMap<>(object.members()).forEach((k, v) -> members.add(k + ":" + printed(v)));
      return "map[" + String.join(" ", members) + "]";
    }
    return scalar(value);
  }

  private static String scalar(GoJsonReader.Value value) {
    if (value instanceof GoJsonReader.Text text) {
      return text.text();
    }
    if (value instanceof GoJsonReader.Number number) {
      return number.text();
    }
    return value instanceof GoJsonReader.Bool bool ? String.valueOf(bool.on()) : "<nil>";
  }

  /** One key with its type; its values are those of the option. */
  private record Field(DaemonFlags.Flag flag) {
    List<String> texts(GoJsonReader.Value value) throws DaemonRefusal {
      String type = flag.goType();
      switch (type) {
        case "bool", "int", "string", "net.IP":
          return List.of(scalar(value, type));
        case "size":
          return List.of(DaemonFile.scalar(value));
        case "[]string", "[]net.IP":
          return list(value, type);
        case "map[string]bool", "map[string]string":
          return pairs(value, type, "=");
        case "map[string]map[string]string":
          return maps(value, type);
        case "[]*ipamutils.NetworkToSplit":
          return pools(value, type);
        default:
          if (!(value instanceof GoJsonReader.Members)) {
            throw wrong(value, type);
          }
          return List.of(DaemonFile.printed(value));
      }
    }

    private DaemonRefusal wrong(GoJsonReader.Value value, String type) {
      return wrong(value, "", type);
    }

    private DaemonRefusal wrong(GoJsonReader.Value value, String below, String type) {
      boolean fraction = value instanceof GoJsonReader.Number && type.equals("int");
      return new DaemonRefusal(
          "json: cannot unmarshal %s into Go struct field Config.%s%s of type %s"
              .formatted(
                  fraction ? "number " + DaemonFile.scalar(value) : value.kind(),
                  flag.field(),
                  below,
                  type));
    }

    private String scalar(GoJsonReader.Value value, String type) throws DaemonRefusal {
      boolean fits =
          switch (type) {
            case "bool" -> value instanceof GoJsonReader.Bool;
            case "int" ->
                value instanceof GoJsonReader.Number number
                    && number.text().matches("-?[0-9]{1,18}");
            default -> value instanceof GoJsonReader.Text;
          };
      if (!fits) {
        throw wrong(value, type);
      }
      String text = DaemonFile.scalar(value);
      boolean address = Family.IPV4.parse(text).isPresent() || Ipv6Address.parse(text).isPresent();
      if (type.equals("net.IP") && !address) {
        throw new DaemonRefusal("invalid IP address: " + text);
      }
      return text;
    }

    private List<String> list(GoJsonReader.Value value, String type) throws DaemonRefusal {
      if (!(value instanceof GoJsonReader.Array array)) {
        throw wrong(value, type);
      }
      List<String> texts = new ArrayList<>();
      for (GoJsonReader.Value item : array.items()) {
        texts.add(scalar(item, type.substring(2)));
      }
      return texts;
    }

    private List<String> pairs(GoJsonReader.Value value, String type, String between)
        throws DaemonRefusal {
      if (!(value instanceof GoJsonReader.Members object)) {
        throw wrong(value, type);
      }
      List<String> texts = new ArrayList<>();
      for (Map.Entry<String, GoJsonReader.Value> member : object.members().entrySet()) {
        String inner = type.substring(type.lastIndexOf(']') + 1);
        texts.add(member.getKey() + between + scalar(member.getValue(), inner));
      }
      return texts;
    }

    private List<String> maps(GoJsonReader.Value value, String type) throws DaemonRefusal {
      if (!(value instanceof GoJsonReader.Members object)) {
        throw wrong(value, type);
      }
      List<String> texts = new ArrayList<>();
      for (Map.Entry<String, GoJsonReader.Value> driver : object.members().entrySet()) {
        for (String pair : pairs(driver.getValue(), "map[string]string", "=")) {
          texts.add(driver.getKey() + "=" + pair);
        }
      }
      return texts;
    }

    private List<String> pools(GoJsonReader.Value value, String type) throws DaemonRefusal {
      if (!(value instanceof GoJsonReader.Array array)) {
        throw wrong(value, type);
      }
      List<String> texts = new ArrayList<>();
      for (GoJsonReader.Value item : array.items()) {
        if (!(item instanceof GoJsonReader.Members pool)) {
          throw wrong(item, "ipamutils.NetworkToSplit");
        }
        GoJsonReader.Value base = pool.members().getOrDefault("base", new GoJsonReader.Text(""));
        GoJsonReader.Value size = pool.members().getOrDefault("size", new GoJsonReader.Number("0"));
        if (!(base instanceof GoJsonReader.Text)) {
          throw wrong(base, ".base", "string");
        }
        if (!(size instanceof GoJsonReader.Number)) {
          throw wrong(size, ".size", "int");
        }
        texts.add("base=" + DaemonFile.scalar(base) + ",size=" + DaemonFile.scalar(size));
      }
      return texts;
    }
  }
}
