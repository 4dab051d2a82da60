package passerelle.engine.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import passerelle.engine.process.CdiDevices;
import passerelle.engine.process.GpuRequest;
import passerelle.gotemplate.GoBool;
import passerelle.gotemplate.GoDuration;
import passerelle.gotemplate.Units;
import passerelle.text.Digits;

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
   * @param field in HostConfig; a dot leads into a part, and {@code Config.} to the other document
   * @param value what its values become there
   */
  private record Shown(String field, Function<List<String>, Object> value) {}

  private static Map<String, Shown> all() {
    Map<String, Shown> all = new LinkedHashMap<>();
    all.put("annotation", new Shown("Annotations", ShownOptions::pairs));
    all.put("blkio-weight", number("BlkioWeight"));
    all.put("blkio-weight-device", new Shown("BlkioWeightDevice", ShownOptions::weights));
    all.put("cgroup-parent", text("CgroupParent"));
    all.put("cgroupns", text("CgroupnsMode"));
    all.put("cpu-period", number("CpuPeriod"));
    all.put("cpu-quota", number("CpuQuota"));
    all.put("cpu-rt-period", number("CpuRealtimePeriod"));
    all.put("cpu-rt-runtime", number("CpuRealtimeRuntime"));
    all.put("cpu-shares", number("CpuShares"));
    all.put("cpus", new Shown("NanoCpus", v -> nano(last(v))));
    all.put("cpuset-cpus", text("CpusetCpus"));
    all.put("cpuset-mems", text("CpusetMems"));
    all.put("device", new Shown("Devices", v -> v.stream().map(DeviceSyntax::document).toList()));
    all.put("device-cgroup-rule", new Shown("DeviceCgroupRules", v -> v));
    all.put(CdiDevices.OPTION, new Shown("DeviceRequests", v -> List.of(CdiDevices.document(v))));
    all.put("gpus", new Shown("DeviceRequests", v -> List.of(GpuRequest.of(last(v)).document())));
    all.put("group-add", new Shown("GroupAdd", v -> v));
    all.put("health-cmd", new Shown("Config.Healthcheck.Test", v -> List.of("CMD-SHELL", last(v))));
    all.put("health-interval", duration("Config.Healthcheck.Interval"));
    all.put("health-retries", number("Config.Healthcheck.Retries"));
    all.put("health-start-interval", duration("Config.Healthcheck.StartInterval"));
    all.put("health-start-period", duration("Config.Healthcheck.StartPeriod"));
    all.put("health-timeout", duration("Config.Healthcheck.Timeout"));
    all.put("init", bool("Init"));
    all.put("ipc", text("IpcMode"));
    all.put("isolation", text("Isolation"));
    all.put("log-driver", text("LogConfig.Type"));
    all.put("log-opt", new Shown("LogConfig.Config", ShownOptions::pairs));
    all.put("mac-address", text("Config.MacAddress"));
    all.put("memory", bytes("Memory"));
    all.put("memory-reservation", bytes("MemoryReservation"));
    all.put("memory-swap", bytes("MemorySwap"));
    all.put("memory-swappiness", number("MemorySwappiness"));
    all.put("no-healthcheck", new Shown("Config.Healthcheck", v -> noHealthcheck()));
    all.put("oom-kill-disable", bool("OomKillDisable"));
    all.put("oom-score-adj", number("OomScoreAdj"));
    all.put("pid", text("PidMode"));
    all.put("pids-limit", number("PidsLimit"));
    all.put("read-only", bool("ReadonlyRootfs"));
    all.put("runtime", text("Runtime"));
    all.put("security-opt", new Shown("SecurityOpt", ShownOptions::security));
    all.put("shm-size", bytes("ShmSize"));
    all.put("stop-signal", text("Config.StopSignal"));
    all.put("storage-opt", new Shown("StorageOpt", ShownOptions::pairs));
    all.put("tmpfs", new Shown("Tmpfs", ShownOptions::mounts));
    all.put("ulimit", new Shown("Ulimits", ShownOptions::limits));
    all.put("userns", text("UsernsMode"));
    all.put("uts", text("UTSMode"));
    return all;
  }

  private static Shown text(String field) {
    return new Shown(field, ShownOptions::last);
  }

  private static Shown number(String field) {
    return new Shown(field, v -> Long.parseLong(last(v)));
  }

  private static Shown bool(String field) {
    return new Shown(field, v -> GoBool.isTrue(last(v)));
  }

  private static Shown duration(String field) {
    return new Shown(field, v -> GoDuration.parse(last(v)).orElse(0L));
  }

  private static Shown bytes(String field) {
    return new Shown(field, v -> Units.octets(last(v)));
  }

  private static String last(List<String> values) {
    return values.get(values.size() - 1);
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
      given.computeIfPresent(
          "device", (k, all) -> all.stream().filter(v -> !named.contains(v)).toList());
    }
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
            taker.accept(shown.field(), shown.value().apply(texts));
          }
        });
  }

  private static void put(Map<String, Object> values, String field, Object value) {
    int dot = field.indexOf('.');
    if (dot < 0) {
      values.put(field, value);
      return;
    }
    Map<String, Object> part = new LinkedHashMap<>();
    if (values.get(field.substring(0, dot)) instanceof Map<?, ?> before) {
      before.forEach((k, v) -> part.put(String.valueOf(k), v));
    }
    part.put(field.substring(dot + 1), value);
    values.put(field.substring(0, dot), part);
  }

  private static Map<String, Object> pairs(List<String> texts) {
    Map<String, Object> pairs = new TreeMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      pairs.put(equals < 0 ? text : text.substring(0, equals), text.substring(equals + 1));
    }
    return pairs;
  }

  private static Map<String, Object> mounts(List<String> texts) {
    Map<String, Object> mounts = new TreeMap<>();
    for (String text : texts) {
      int colon = text.indexOf(':');
      mounts.put(
          colon < 0 ? text : text.substring(0, colon), colon < 0 ? "" : text.substring(colon + 1));
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

  /** {@code nofile=1024:2048}: soft, then hard. */
  private static List<Object> limits(List<String> texts) {
    List<Object> limits = new ArrayList<>();
    for (String text : texts) {
      String[] parts = text.split("[=:]", 3);
      long soft = digits(parts.length > 1 ? parts[1] : "");
      Map<String, Object> limit = new LinkedHashMap<>();
      limit.put("Name", parts[0]);
      limit.put("Hard", parts.length > 2 ? digits(parts[2]) : soft);
      limit.put("Soft", soft);
      limits.add(limit);
    }
    return limits;
  }

  private static Map<String, Object> noHealthcheck() {
    return Map.of("Test", List.of("NONE"));
  }

  private static long digits(String text) {
    return Digits.orZero(text);
  }

  private static long nano(String cpus) {
    return new BigDecimal(cpus).movePointRight(9).longValue();
  }
}
