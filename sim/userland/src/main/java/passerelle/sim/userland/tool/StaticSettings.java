package passerelle.sim.userland.tool;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Netns;
import passerelle.text.Resources;

/**
 * The settings of a namespace together: those that the simulated kernel obeys, and a table of those
 * that it does not, which can be read and written all the same. Keys have dots, and a dot within a
 * device's name is a slash.
 */
public final class StaticSettings {
  private static final String TABLE = "settings.txt";
  private static final String EVERY = ".*.";
  private static final String CONGESTION = "net.ipv4.tcp_congestion_control";

  /** What Debian's kernel has, or loads as a module (net/ipv4/Kconfig). */
  private static final String ALGORITHMS =
      "reno|cubic|bbr|bic|cdg|dctcp|highspeed|htcp|hybla|illinois|lp|nv|scalable|vegas|veno|westwood"
          + "|yeah";

  private final Map<Netns, Map<String, String>> written = new WeakHashMap<>();

  /** The table, which is read when somebody looks at one of its settings. */
  private static final class Table {
    private static final Map<String, String> PLAIN = new LinkedHashMap<>();
    private static final Map<String, String> PER_DEVICE = new LinkedHashMap<>();

    static {
      Resources.rows(StaticSettings.class, TABLE).forEach(Table::add);
    }

    private Table() {}

    private static void add(String line) {
      String[] parts = line.split(" = ?", 2);
      (parts[0].contains(EVERY) ? PER_DEVICE : PLAIN).put(parts[0], parts[1]);
    }
  }

  /** All keys of a namespace, sorted. */
  public Set<String> keys(Netns netns) {
    Set<String> keys = new TreeSet<>(netns.sysctls().keys());
    keys.addAll(Table.PLAIN.keySet());
    for (String template : Table.PER_DEVICE.keySet()) {
      keys.add(template.replace(EVERY, ".default."));
      if (template.contains(".conf.")) {
        keys.add(template.replace(EVERY, ".all."));
      }
      for (Device device : netns.devices()) {
        keys.add(template.replace(EVERY, "." + device.name() + "."));
      }
    }
    return keys;
  }

  /** The value of a setting; empty when there is no such key. */
  public Optional<String> read(Netns netns, String key) {
    return netns
        .sysctls()
        .read(key)
        .or(() -> Optional.ofNullable(written.getOrDefault(netns, Map.of()).get(key)))
        .or(() -> initial(netns, key));
  }

  private Optional<String> initial(Netns netns, String key) {
    String value = Table.PLAIN.get(key);
    if (value != null) {
      return Optional.of(value);
    }
    for (Map.Entry<String, String> entry : Table.PER_DEVICE.entrySet()) {
      int star = entry.getKey().indexOf(EVERY);
      String before = entry.getKey().substring(0, star + 1);
      String after = entry.getKey().substring(star + 2);
      if (key.startsWith(before) && key.endsWith(after)) {
        String device =
            key.substring(
                before.length(), Math.max(before.length(), key.length() - after.length()));
        boolean known =
            device.equals("all") || device.equals("default") || netns.device(device).isPresent();
        return known ? Optional.of(entry.getValue()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** What was written to settings that the simulated kernel does not obey. */
  public Map<String, String> written(Netns netns) {
    return Map.copyOf(written.getOrDefault(netns, Map.of()));
  }

  /** Whether a setting may be written. */
  public boolean isWritable(Netns netns, String key) {
    return netns.sysctls().exists(key)
        ? netns.sysctls().isWritable(key)
        : key.startsWith("net.") || key.startsWith("vm.");
  }

  /**
   * Writes a setting that is there.
   *
   * @return false when the kernel refuses the value
   */
  public boolean write(Netns netns, String key, String value) {
    if (netns.sysctls().exists(key)) {
      return netns.sysctls().write(key, value);
    }
    String before = read(netns, key).orElse("");
    boolean numbers = before.matches("-?[0-9]+(\t-?[0-9]+)*");
    String after = value.strip().replaceAll("[ \t]+", "\t");
    boolean unknown = key.equals(CONGESTION) && !value.strip().matches(ALGORITHMS);
    if (unknown || numbers && !after.matches("-?[0-9]+(\t-?[0-9]+)*")) {
      return false;
    }
    written.computeIfAbsent(netns, n -> new HashMap<>()).put(key, numbers ? after : value.strip());
    return true;
  }
}
