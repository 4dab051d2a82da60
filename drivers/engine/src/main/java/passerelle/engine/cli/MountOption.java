package passerelle.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import passerelle.engine.MountSpec;
import passerelle.engine.Paths;
import passerelle.gotemplate.GoBool;
import passerelle.gotemplate.Units;

/** The values of {@code --mount}: fields with commas between them (docker/cli opts/mount.go). */
final class MountOption {
  private static final Set<String> BOOLEAN =
      Set.of("readonly", "ro", "volume-nocopy", "bind-nonrecursive");
  private static final Map<String, String> DOCUMENTS =
      Map.of("bind", "BindOptions", "volume", "VolumeOptions", "tmpfs", "TmpfsOptions");

  private static final String FORCED = "ReadOnlyForceRecursive";
  private static final String NOT_FORCED = "ReadOnlyNonRecursive";

  private final String directory;
  private String type = "volume";
  private String source = "";
  private String target = "";
  private boolean readOnly;
  private String consistency = "";
  private final Map<String, Map<String, Object>> details = new LinkedHashMap<>();

  private MountOption(String directory) {
    this.directory = directory;
  }

  /** What is wrong with a value; empty when nothing is. */
  static String problem(String text) {
    return new MountOption("/").read(text);
  }

  /**
   * A mount.
   *
   * @param text without a {@link #problem}
   * @param directory where relative paths begin
   */
  static MountSpec parse(String text, String directory) {
    MountOption option = new MountOption(directory);
    option.read(text);
    Object noCopy = option.details.getOrDefault("VolumeOptions", Map.of()).get("NoCopy");
    return new MountSpec(
        option.type,
        option.source,
        option.target,
        option.readOnly,
        Boolean.TRUE.equals(noCopy),
        option.consistency,
        option.details);
  }

  private String read(String text) {
    if (text.isEmpty()) {
      return "EOF";
    }
    List<String> fields;
    try {
      fields = GoCsv.read(text);
    } catch (Problem e) {
      return e.getMessage();
    }
    for (String field : fields) {
      String problem = field(field);
      if (!problem.isEmpty()) {
        return problem;
      }
    }
    if (type.isEmpty()) {
      return "type is required";
    } else if (target.isEmpty()) {
      return "target is required";
    }
    for (String kind : List.of("volume", "bind", "tmpfs")) {
      if (details.containsKey(DOCUMENTS.get(kind)) && !kind.equals(type)) {
        return "cannot mix '" + kind + "-*' options with mount type '" + type + "'";
      }
    }
    return recursive();
  }

  /** What {@code bind-recursive} asks for besides. */
  private String recursive() {
    Map<String, Object> bind = details.getOrDefault("BindOptions", Map.of());
    boolean force = bind.containsKey(FORCED);
    String wish = force ? "readonly" : "writable";
    if ((force || bind.containsKey(NOT_FORCED)) && !readOnly) {
      return needs(wish, "readonly");
    }
    return force && !"rprivate".equals(bind.get("Propagation"))
        ? needs(wish, "bind-propagation=rprivate")
        : "";
  }

  private static String needs(String wish, String other) {
    return "option 'bind-recursive="
        + (wish + "' requires '" + other + "' to be specified in conjunction");
  }

  private String field(String field) {
    int equals = field.indexOf('=');
    String key = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
    if (equals < 0 && !BOOLEAN.contains(key)) {
      return "invalid field '" + field + "' must be a key=value pair";
    }
    String value = equals < 0 ? "true" : field.substring(equals + 1);
    if (BOOLEAN.contains(key) && GoBool.parse(value).isEmpty()) {
      return "invalid value for " + key + ": " + value;
    }
    switch (key) {
      case "type" -> type = value.toLowerCase(Locale.ROOT);
      case "source", "src" -> source = absolute(value);
      case "target", "dst", "destination" -> target = value;
      case "readonly", "ro" -> readOnly = GoBool.isTrue(value);
      case "consistency" -> consistency = value.toLowerCase(Locale.ROOT);
      default -> {
        return detail(key, value, field);
      }
    }
    return "";
  }

  private String absolute(String path) {
    return path.matches("\\.(/.*)?") ? Paths.clean(directory + "/" + path) : path;
  }

  private String detail(String key, String value, String field) {
    switch (key) {
      case "bind-propagation" -> put("bind", "Propagation", value.toLowerCase(Locale.ROOT));
      case "bind-nonrecursive" -> put("bind", "NonRecursive", GoBool.isTrue(value));
      case "bind-recursive" -> {
        return recursion(value);
      }
      case "volume-subpath" -> put("volume", "Subpath", value);
      case "volume-nocopy" -> put("volume", "NoCopy", GoBool.isTrue(value));
      case "volume-label" -> add("Labels", value);
      case "volume-driver" -> driver("Name", value);
      case "volume-opt" -> driver("Options", Map.of(name(value), rest(value)));
      case "tmpfs-size" -> {
        put("tmpfs", "SizeBytes", Units.octets(value));
        return Units.isSize(value) ? "" : "invalid value for " + key + ": " + value;
      }
      case "tmpfs-mode" -> {
        if (!value.matches("[0-7]{1,7}")) {
          return "invalid value for " + key + ": " + value;
        }
        put("tmpfs", "Mode", Integer.parseInt(value, 8));
      }
      default -> {
        return "unexpected key '" + key + "' in '" + field + "'";
      }
    }
    return "";
  }

  private String recursion(String value) {
    switch (value) {
      case "enabled" -> {
        // So it is anyway.
      }
      case "disabled" -> put("bind", "NonRecursive", true);
      case "writable" -> put("bind", NOT_FORCED, true);
      case "readonly" -> put("bind", FORCED, true);
      default -> {
        return "invalid value for bind-recursive: "
            + (value + " (must be \"enabled\", \"disabled\", \"writable\", or \"readonly\")");
      }
    }
    return "";
  }

  private static String name(String pair) {
    return pair.replaceFirst("=.*", "");
  }

  private static String rest(String pair) {
    return pair.contains("=") ? pair.substring(pair.indexOf('=') + 1) : "";
  }

  private Map<String, Object> document(String kind) {
    Map<String, Object> document =
        details.computeIfAbsent(DOCUMENTS.get(kind), k -> new TreeMap<>());
    if (kind.equals("volume")) {
      document.putIfAbsent("DriverConfig", Map.of());
    }
    return document;
  }

  private void put(String kind, String field, Object value) {
    document(kind).put(field, value);
  }

  private void add(String field, String pair) {
    Map<String, Object> pairs = new TreeMap<>();
    if (document("volume").get(field) instanceof Map<?, ?> before) {
      before.forEach((k, v) -> pairs.put(String.valueOf(k), v));
    }
    if (!name(pair).isEmpty()) {
      pairs.put(name(pair), rest(pair));
    }
    if (!pairs.isEmpty()) {
      document("volume").put(field, pairs);
    }
  }

  private void driver(String field, Object value) {
    Map<String, Object> driver = new TreeMap<>();
    if (document("volume").get("DriverConfig") instanceof Map<?, ?> before) {
      before.forEach((k, v) -> driver.put(String.valueOf(k), v));
    }
    driver.put(field, value);
    document("volume").put("DriverConfig", driver);
  }
}
