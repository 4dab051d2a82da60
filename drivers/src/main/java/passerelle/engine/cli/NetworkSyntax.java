package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.addr.MacAddress;
import passerelle.network.EndpointSpec;

/** The value of {@code --network}: a name, or {@code name=app,ip=10.0.0.5} (opts/network.go). */
final class NetworkSyntax {
  private static final Pattern LONG = Pattern.compile("\\w+=\\w+");

  private NetworkSyntax() {}

  /** What is wrong with a value, empty when nothing is. */
  static String problem(String value) {
    if (!isLong(value)) {
      return "";
    }
    boolean named = false;
    for (String field : value.split(",")) {
      int equals = field.indexOf('=');
      if (equals < 1) {
        return "invalid field " + field;
      }
      String key = field.substring(0, equals).trim().toLowerCase(Locale.ROOT);
      named |= key.equals("name");
      switch (key) {
        case "name", "alias", "ip", "ip6", "mac-address", "link-local-ip", "gw-priority" -> {}
        case "driver-opt" -> {
          if (field.indexOf('=', equals + 1) < 0) {
            return "invalid key value pair format in driver options";
          }
        }
        default -> {
          return "invalid field key " + key;
        }
      }
    }
    return named ? "" : "network name/id is not specified";
  }

  private static boolean isLong(String value) {
    return LONG.matcher(value).find();
  }

  /** Reads a value that has no problem. */
  static EndpointSpec parse(String value) {
    if (!isLong(value)) {
      return EndpointSpec.of(value);
    }
    Map<String, String> single = new LinkedHashMap<>();
    List<String> aliases = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (String field : value.split(",")) {
      int equals = field.indexOf('=');
      String key = field.substring(0, equals).trim().toLowerCase(Locale.ROOT);
      String text = field.substring(equals + 1).trim();
      if (key.equals("alias")) {
        aliases.add(text);
      } else if (key.equals("driver-opt")) {
        options.put(text.substring(0, text.indexOf('=')), text.substring(text.indexOf('=') + 1));
      } else {
        single.put(key, text);
      }
    }
    return new EndpointSpec(
        single.getOrDefault("name", ""),
        Optional.ofNullable(single.get("ip")),
        Optional.ofNullable(single.get("mac-address")).flatMap(MacAddress::parse),
        aliases,
        List.of(),
        options,
        priority(single.getOrDefault("gw-priority", "0")));
  }

  private static int priority(String text) {
    return text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }
}
