package passerelle.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.process.CdiDevices;

/**
 * The values of {@code --device}: {@code HOST[:CONTAINER][:MODE]} (docker/cli container/opts.go:
 * validateLinuxPath, parseLinuxDevice).
 */
final class DeviceSyntax {
  private static final String ALL = "rwm";

  private DeviceSyntax() {}

  /** Refuses what no device can be, in docker's words. */
  static void check(List<String> values) throws Problem {
    for (String value : values) {
      if (!CdiDevices.isName(value)) {
        check(value);
      }
    }
  }

  private static void check(String value) throws Problem {
    String[] parts = value.split(":", -1);
    if (parts.length > 3 || parts[0].isEmpty()) {
      throw new Problem("bad format for path: " + value);
    }
    boolean last = parts.length == 2 && isMode(parts[1]);
    if (parts.length == 3 && !isMode(parts[2])) {
      throw new Problem("bad mode specified: " + parts[2]);
    }
    String inside = parts.length == 1 || last ? parts[0] : parts[1];
    if (!inside.startsWith("/")) {
      throw new Problem(inside + " is not an absolute path");
    }
  }

  /** Each letter once. */
  private static boolean isMode(String text) {
    return !text.isEmpty()
        && text.matches("[rwm]+")
        && text.chars().distinct().count() == text.length();
  }

  /** A device as inspect has it. */
  static Map<String, Object> document(String value) {
    String[] parts = value.split(":");
    boolean mode = parts.length > 1 && isMode(parts[parts.length - 1]);
    boolean named = parts.length > (mode ? 2 : 1);
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("PathOnHost", parts[0]);
    device.put("PathInContainer", named ? parts[1] : parts[0]);
    device.put("CgroupPermissions", mode ? parts[parts.length - 1] : ALL);
    return device;
  }
}
