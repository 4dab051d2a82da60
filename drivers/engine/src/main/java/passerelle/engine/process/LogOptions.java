package passerelle.engine.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineSettings;
import passerelle.gotemplate.GoBool;
import passerelle.gotemplate.GoQuote;
import passerelle.gotemplate.Units;

/**
 * The values of {@code --log-opt} that the drivers json-file and local read when a container starts
 * (daemon/logger/jsonfilelog, daemon/logger/local).
 */
public final class LogOptions {
  private final Map<String, String> options = new LinkedHashMap<>();

  LogOptions(ContainerSpec spec) {
    this(spec.shown().getOrDefault("log-opt", List.of()));
  }

  private LogOptions(List<String> texts) {
    for (String option : texts) {
      options.put(option.replaceFirst("=.*", ""), option.replaceFirst("^[^=]*=?", ""));
    }
  }

  /**
   * A specification with the daemon's log driver where none is asked for, and with its options
   * where the driver is the daemon's (daemon/logs.go:mergeAndVerifyLogConfig).
   */
  public static ContainerSpec merged(ContainerSpec spec, EngineSettings settings) {
    ContainerSpec complete = spec.withUsual("log-driver", settings.shown("log-driver"));
    String usual = settings.shown("log-driver").orElse("json-file");
    String driver = complete.shown("log-driver");
    List<String> options = settings.allShown("log-opt");
    if (options.isEmpty() || !(driver.isEmpty() ? "json-file" : driver).equals(usual)) {
      return complete;
    }
    Map<String, String> all =
        new LinkedHashMap<>(new LogOptions(settings.allShown("log-opt")).options);
    all.putAll(new LogOptions(spec).options);
    List<String> texts = all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    return complete.withOption("log-opt", texts);
  }

  /** Labels and variables that the options of the log name (logger.Info.ExtraAttributes). */
  public static Map<String, String> attributes(ContainerSpec spec) {
    Map<String, String> attributes = new TreeMap<>();
    Map<String, String> variables = new TreeMap<>();
    for (String variable : spec.process().environment()) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        variables.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    new LogOptions(spec)
        .options.forEach(
            (name, value) -> {
              switch (name) {
                case "labels" -> pick(spec.labels(), value, attributes);
                case "env" -> pick(variables, value, attributes);
                case "tag" -> attributes.put("tag", value);
                default -> {
                  // They name nothing.
                }
              }
            });
    return attributes;
  }

  private static void pick(Map<String, String> all, String names, Map<String, String> picked) {
    for (String name : names.split(",")) {
      if (all.containsKey(name)) {
        picked.put(name, all.get(name));
      }
    }
  }

  /** Why the log cannot be begun. */
  Optional<String> problem(String driver) {
    return switch (driver) {
      case "", "json-file" -> jsonFile();
      case "local" -> local();
      default -> Optional.empty();
    };
  }

  private Optional<String> jsonFile() {
    String size = options.getOrDefault("max-size", "");
    String files = options.getOrDefault("max-file", "");
    String compress = options.getOrDefault("compress", "");
    if (!size.isEmpty() && !Units.isSize(size)) {
      return Optional.of("invalid size: '" + size + "'");
    } else if (!files.isEmpty() && !files.matches("[+-]?\\d{1,9}")) {
      return Optional.of("strconv.Atoi: parsing " + GoQuote.quote(files) + ": invalid syntax");
    } else if (!files.isEmpty() && Integer.parseInt(files) < 1) {
      return Optional.of("max-file cannot be less than 1");
    }
    boolean few = files.isEmpty() || Integer.parseInt(files) < 2 || size.isEmpty();
    if (!compress.isEmpty() && !GoBool.problem(compress).isEmpty()) {
      return Optional.of(GoBool.problem(compress));
    }
    return few && GoBool.isTrue(compress)
        ? Optional.of("compress cannot be true when max-file is less than 2 or max-size is not set")
        : Optional.empty();
  }

  private Optional<String> local() {
    String size = options.getOrDefault("max-size", "");
    return size.isEmpty() || Units.isSize(size)
        ? Optional.empty()
        : Optional.of("invalid value for max-size: " + size + ": invalid size: '" + size + "'");
  }
}
