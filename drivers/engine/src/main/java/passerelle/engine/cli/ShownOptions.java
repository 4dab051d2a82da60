package passerelle.engine.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import passerelle.engine.process.CdiDevices;
import passerelle.engine.process.GpuRequest;
import passerelle.gotemplate.GoBool;
import passerelle.gotemplate.GoDuration;
import passerelle.gotemplate.Units;
import passerelle.kernel.ResourceLimit;
import passerelle.text.Cut;
import passerelle.text.Digits;
import passerelle.text.Resources;

/**
 * Options of {@code docker run} that concern no network: Passerelle shows them in inspect, and they
 * do nothing else here. Each has its field of HostConfig or Config (api/types/container).
 */
public record ShownOptions(Map<String, List<String>> given) {
  private static final String ATTACH = "attach";
  private static final String UNCONFINED = "systempaths=unconfined";
  private static final Map<String, Shown> ALL = all();

  /**
   * Where an option is shown.
   *
   * @param kind what its values become there
   * @param field in HostConfig; a dot leads into a part, and {@code Config.} to the other document
   */
  private record Shown(String kind, String field) {}

  private static Map<String, Shown> all() {
    Map<String, Shown> all = new LinkedHashMap<>();
    Resources.rows(ShownOptions.class, "shown-options.txt")
        .map(row -> row.split(" "))
        .forEach(row -> all.put(row[0], new Shown(row[1], row[2])));
    return all;
  }

  /** What values become, by the kind of their option. */
  private static Object value(String kind, List<String> values) {
    String last = values.get(values.size() - 1);
    return switch (kind) {
      case "text" -> last;
      case "number" -> Long.parseLong(last);
      case "bool" -> GoBool.isTrue(last);
      case "duration" -> GoDuration.parse(last).orElse(0L);
      case "bytes" -> Units.octets(last);
      case "nano" -> new BigDecimal(last).movePointRight(9).longValue();
      case "shell" -> List.of("CMD-SHELL", last);
      case "none" -> Map.of("Test", List.of("NONE"));
      case "pairs" -> pairs(values);
      case "mounts" -> mounts(values);
      case "weights" -> weights(values);
      case "limits" -> limits(values);
      case "security" -> security(values);
      case "devices" -> values.stream().map(DeviceSyntax::document).toList();
      case "gpus" -> List.of(GpuRequest.of(last).document());
      case "cdi" -> List.of(CdiDevices.document(values));
      default -> values;
    };
  }

  /** Whether inspect shows an option. */
  static boolean has(String name) {
    return ALL.containsKey(name);
  }

  /** The streams of {@code --attach}, each shown in a field of its own. */
  private static void attach(List<String> streams, Map<String, Object> values) {
    for (String name : List.of("Stdin", "Stdout", "Stderr")) {
      values.put("Attach" + name, streams.stream().anyMatch(name::equalsIgnoreCase));
    }
  }

  /** Those of a command line, by name. */
  public static Map<String, List<String>> of(ParsedFlags flags) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    ALL.keySet().stream().filter(flags::has).forEach(name -> given.put(name, flags.all(name)));
    if (flags.has(ATTACH)) {
      given.put(ATTACH, flags.all(ATTACH));
    }
    List<String> named = flags.all("device").stream().filter(CdiDevices::isName).toList();
    if (!named.isEmpty()) {
      given.put(CdiDevices.OPTION, named);
      List<String> paths = flags.all("device").stream().filter(v -> !named.contains(v)).toList();
      given.put("device", paths);
    }
    given.values().removeIf(List::isEmpty);
    return given;
  }

  /** {@code systempaths=unconfined} is kept by what it does: nothing is masked. */
  private static List<String> security(List<String> options) {
    return options.stream().filter(o -> !o.equals(UNCONFINED)).toList();
  }

  /** Puts the fields of HostConfig into place. */
  public void addToHostConfig(Map<String, Object> values) {
    shown(
        (field, value) -> {
          if (!field.startsWith("Config.")) {
            put(values, field, value);
          }
        });
    if (given.getOrDefault("security-opt", List.of()).contains(UNCONFINED)) {
      values.put("MaskedPaths", List.of());
      values.put("ReadonlyPaths", List.of());
    }
    boolean swapLeft = given.containsKey("memory") && !given.containsKey("memory-swap");
    if (swapLeft && values.get("Memory") instanceof Long memory) {
      values.put("MemorySwap", 2 * memory);
    }
  }

  /** Puts the fields of Config into place. */
  public void addToConfig(Map<String, Object> values) {
    shown(
        (field, value) -> {
          if (field.startsWith("Config.")) {
            put(values, field.substring("Config.".length()), value);
          }
        });
    if (given.containsKey(ATTACH)) {
      attach(given.get(ATTACH), values);
    }
  }

  private void shown(BiConsumer<String, Object> taker) {
    given.forEach(
        (name, texts) -> {
          if (!name.equals(ATTACH)) {
            Shown shown = ALL.get(name);
            taker.accept(shown.field(), value(shown.kind(), texts));
          }
        });
  }

  private static void put(Map<String, Object> values, String field, Object value) {
    Cut path = Cut.first(field, ".");
    if (!path.found()) {
      values.put(field, value);
      return;
    }
    Map<String, Object> part = new LinkedHashMap<>();
    if (values.get(path.before()) instanceof Map<?, ?> before) {
      before.forEach((k, v) -> part.put(String.valueOf(k), v));
    }
    part.put(path.after(), value);
    values.put(path.before(), part);
  }

  private static Map<String, Object> pairs(List<String> texts) {
    Map<String, Object> pairs = new TreeMap<>();
    for (String text : texts) {
      Cut pair = Cut.first(text, "=");
      pairs.put(pair.before(), pair.after(text));
    }
    return pairs;
  }

  private static Map<String, Object> mounts(List<String> texts) {
    Map<String, Object> mounts = new TreeMap<>();
    for (String text : texts) {
      Cut mount = Cut.first(text, ":");
      mounts.put(mount.before(), mount.after());
    }
    return mounts;
  }

  /** {@code /dev/sda:100}. */
  private static List<Object> weights(List<String> texts) {
    List<Object> weights = new ArrayList<>();
    for (String text : texts) {
      String[] parts = text.split(":", 2);
      weights.add(Map.of("Path", parts[0], "Weight", digits(parts.length > 1 ? parts[1] : "")));
    }
    return weights;
  }

  /** {@code nofile=1024:2048}: soft, then hard; each once, in the order of their names. */
  private static List<Object> limits(List<String> texts) {
    Map<String, Object> limits = new TreeMap<>();
    for (String text : texts) {
      ResourceLimit read = ResourceLimit.parse(text);
      Map<String, Object> limit = new LinkedHashMap<>();
      limit.put("Name", read.resource());
      limit.put("Hard", read.hard());
      limit.put("Soft", read.soft());
      limits.put(read.resource(), limit);
    }
    return List.copyOf(limits.values());
  }

  private static long digits(String text) {
    return Digits.orZero(text);
  }
}
