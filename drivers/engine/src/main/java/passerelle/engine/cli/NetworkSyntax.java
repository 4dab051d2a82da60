package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.engine.Trait;

/**
 * The value of {@code --network}: a name, or {@code name=app,ip=10.0.0.5} (docker/cli
 * opts/network.go).
 *
 * @param name of the network; empty when none is given
 * @param wishes the other fields that stand once, by key
 * @param aliases {@code alias}
 * @param options {@code driver-opt}
 * @param linkLocal {@code link-local-ip}
 */
record NetworkSyntax(
    String name,
    Map<String, String> wishes,
    List<String> aliases,
    Map<String, String> options,
    List<String> linkLocal) {
  private static final Pattern LONG = Pattern.compile("\\w+=\\w+");

  /** What is wrong with a value, empty when nothing is. */
  static String problem(String value, CliStyle style) {
    try {
      parse(value, style);
      return "";
    } catch (Problem e) {
      return e.getMessage();
    }
  }

  static NetworkSyntax parse(String value, CliStyle style) throws Problem {
    NetworkSyntax network =
        new NetworkSyntax(
            "", new LinkedHashMap<>(), new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
    if (!LONG.matcher(value).find()) {
      return network.named(value);
    }
    for (String field : fields(value)) {
      int equals = field.indexOf('=');
      if (equals < 1) {
        throw new Problem("invalid field " + field);
      }
      network.set(field.substring(0, equals).trim(), field.substring(equals + 1).trim(), style);
    }
    String name = network.wishes.getOrDefault("name", "");
    if (name.isEmpty()) {
      throw new Problem("network name/id is not specified");
    }
    network.wishes.remove("name");
    return network.named(name);
  }

  /** Docker's client makes no difference between upper and lower case, in values neither. */
  private static List<String> fields(String value) throws Problem {
    return GoCsv.read(value).stream().map(f -> f.toLowerCase(Locale.ROOT)).toList();
  }

  private void set(String key, String text, CliStyle style) throws Problem {
    switch (key) {
      case "alias" -> aliases.add(text);
      case "link-local-ip" -> linkLocal.add(text);
      case "name", "mac-address" -> wishes.put(key, text);
      case "ip", "ip6" -> {
        Optional<String> wrong = style.wrongAddress(text);
        if (wrong.isPresent()) {
          throw new Problem(wrong.get());
        }
        wishes.put(key, text);
      }
      case "driver-opt" -> {
        int equals = text.indexOf('=');
        if (equals < 1) {
          throw new Problem("invalid key value pair format in driver options");
        }
        options.put(text.substring(0, equals).trim(), text.substring(equals + 1).trim());
      }
      default -> {
        if (!key.equals("gw-priority") || !style.has(Trait.KNOWS_GATEWAY_PRIORITY)) {
          throw new Problem("invalid field key " + key);
        }
        String wrong = FlagValues.integer(text, "ParseInt", Long.SIZE - 1);
        if (!wrong.isEmpty()) {
          String why = wrong.substring(wrong.lastIndexOf(": "));
          throw new Problem("invalid gw-priority (" + text + ")" + why);
        }
        wishes.put(key, text);
      }
    }
  }

  /** The same wishes for a network of another name. */
  NetworkSyntax named(String other) {
    return new NetworkSyntax(other, wishes, aliases, options, linkLocal);
  }

  Optional<String> wish(String key) {
    return Optional.ofNullable(wishes.get(key));
  }

  /** Not one of the modes that have names like networks (container.NetworkMode). */
  boolean isUserDefined() {
    return !List.of("bridge", "default", "host", "none").contains(name)
        && !name.startsWith("container:");
  }
}
