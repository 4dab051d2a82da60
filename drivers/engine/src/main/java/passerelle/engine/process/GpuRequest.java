package passerelle.engine.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.engine.EngineException;
import passerelle.gotemplate.GoQuote;

/**
 * {@code --gpus all}, {@code --gpus 2}, {@code --gpus device=0,driver=nvidia}: devices that a
 * driver of the daemon's has to hand out (docker/cli opts/gpus.go). The machine has no such driver.
 *
 * @param driver its name, empty for any
 * @param count how many devices, -1 for all
 * @param devices those that are named
 * @param capabilities what they must be able to do
 */
public record GpuRequest(
    String driver, long count, List<String> devices, List<String> capabilities) {
  private static final Set<String> KEYS =
      Set.of("driver", "count", "device", "capabilities", "options");

  /** Reads a value that {@link #problem} has nothing against. */
  public static GpuRequest of(String value) {
    return ofFields(fields(value));
  }

  private static GpuRequest ofFields(List<String> fields) {
    String driver = "";
    long count = 0;
    boolean counted = false;
    List<String> devices = List.of();
    List<String> capabilities = new ArrayList<>();
    for (String field : fields) {
      int equals = field.indexOf('=');
      String value = field.substring(equals + 1);
      switch (equals < 0 ? "count" : field.substring(0, equals)) {
        case "driver" -> driver = value;
        case "device" -> devices = List.of(value.split(","));
        case "capabilities" -> capabilities.addAll(List.of(value.split(",")));
        case "count" -> {
          count = value.equals("all") ? -1 : Long.parseLong(value);
          counted = true;
        }
        default -> {
          // Options are for the driver.
        }
      }
    }
    if (!capabilities.contains("gpu")) {
      capabilities.add("gpu");
    }
    boolean one = !counted && devices.isEmpty();
    return new GpuRequest(driver, one ? 1 : count, devices, capabilities);
  }

  /** The fields between commas; one with commas of its own stands in quotes. */
  private static List<String> fields(String value) {
    return Arrays.stream(value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
        .map(field -> field.replaceFirst("^\"(.*)\"$", "$1"))
        .toList();
  }

  /** What is wrong with a value, empty when nothing is. */
  public static String problem(String text) {
    if (text.isEmpty()) {
      return "EOF";
    }
    for (String field : fields(text)) {
      int equals = field.indexOf('=');
      String key = equals < 0 ? "count" : field.substring(0, equals);
      String value = field.substring(equals + 1);
      if (!KEYS.contains(key)) {
        return "unexpected key '" + key + "' in '" + field + "'";
      }
      if (key.equals("count") && !value.matches("all|[+-]?[0-9]{1,9}")) {
        return "count must be an integer: strconv.Atoi: parsing "
            + (GoQuote.quote(value) + ": invalid syntax");
      }
    }
    return "";
  }

  /** As inspect shows it. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Driver", driver);
    document.put("Count", count);
    document.put("DeviceIDs", devices.isEmpty() ? Optional.empty() : devices);
    document.put("Capabilities", List.of(capabilities));
    document.put("Options", Map.of());
    return document;
  }

  /** There is no driver that has them (daemon/devices.go). */
  EngineException refused() {
    return EngineException.system(
        "could not select device driver %s with capabilities: [[%s]]"
            .formatted(GoQuote.quote(driver), String.join(" ", capabilities)));
  }
}
