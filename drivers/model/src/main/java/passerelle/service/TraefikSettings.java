package passerelle.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Traefik is told on its command line, or in its file (doc.traefik.io: Static configuration).
 *
 * @param values by names in small letters: {@code entrypoints.web.address}
 */
record TraefikSettings(Map<String, String> values) {
  private static final String ENTRY = "entrypoints.";
  private static final String ADDRESS = ".address";

  /**
   * Reads them.
   *
   * @param words of the command line
   * @param file the text of {@code traefik.yml}; the command line goes first
   */
  static TraefikSettings of(List<String> words, String file) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String word : words) {
      if (word.startsWith("--")) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
        all.put(name.toLowerCase(Locale.ROOT), equals < 0 ? "true" : word.substring(equals + 1));
      }
    }
    return new TraefikSettings(all.isEmpty() ? ofFile(file) : all);
  }

  /** Each value by the keys that it stands below. */
  private static Map<String, String> ofFile(String text) {
    Map<String, String> all = new LinkedHashMap<>();
    List<String> keys = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String written = line.replaceFirst("(^|\\s)#.*", "");
      int colon = written.indexOf(':');
      if (written.isBlank() || colon < 0) {
        continue;
      }
      int column = written.length() - written.stripLeading().length();
      while (!columns.isEmpty() && columns.get(columns.size() - 1) >= column) {
        columns.remove(columns.size() - 1);
        keys.remove(keys.size() - 1);
      }
      keys.add(written.substring(0, colon).strip().toLowerCase(Locale.ROOT));
      columns.add(column);
      String value = written.substring(colon + 1).strip().replaceAll("^[\"']|[\"']$", "");
      all.put(String.join(".", keys), value.isEmpty() || value.equals("{}") ? "true" : value);
    }
    return all;
  }

  /** Whether something is switched on. */
  boolean isOn(String name) {
    return values.getOrDefault(name, "false").equals("true");
  }

  /** Whether Docker's containers are asked for. */
  boolean asksDocker() {
    return values.keySet().stream().anyMatch(name -> name.startsWith("providers.docker"))
        && !values.getOrDefault("providers.docker", "true").equals("false");
  }

  /** Whether containers without {@code traefik.enable} are taken. */
  boolean takesAll() {
    return !values.getOrDefault("providers.docker.exposedbydefault", "true").equals("false");
  }

  /** The network by which containers are asked; empty where none is named. */
  String network() {
    return values.getOrDefault("providers.docker.network", "");
  }

  /** The ports by the names of entry points. */
  Map<String, Integer> entryPoints() {
    Map<String, Integer> all = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(ENTRY) && name.endsWith(ADDRESS)) {
            String digits = value.replaceFirst("/.*", "").replaceFirst(".*:", "");
            if (digits.matches("[0-9]{1,5}")) {
              String entry = name.substring(ENTRY.length(), name.length() - ADDRESS.length());
              all.put(entry, Integer.parseInt(digits));
            }
          }
        });
    if (all.isEmpty()) {
      all.put("http", 80);
    }
    if (isOn("api.insecure")) {
      all.putIfAbsent("traefik", 8080);
    }
    return all;
  }
}
