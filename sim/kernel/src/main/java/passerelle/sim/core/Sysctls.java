package passerelle.sim.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/**
 * The kernel parameters of one namespace under {@code /proc/sys}, each registered by the part that
 * obeys it. Keys have dots: {@code net.ipv4.ip_forward}.
 */
public final class Sysctls {
  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, Table> tables = new HashMap<>();
  private long changes;

  private record Entry(Supplier<String> read, Optional<Consumer<String>> write) {}

  /**
   * The parameters that each thing of a kind has, such as a device ({@code struct ctl_table}).
   *
   * @param names their names, without dots
   * @param read the value of one of them, by its place among the names
   * @param write writes a value; {@link IllegalArgumentException} when it is refused
   */
  public record Table(List<String> names, IntFunction<String> read, ObjIntConsumer<String> write) {}

  /** A parameter with any text as its value. */
  public void register(String key, Supplier<String> read, Consumer<String> write) {
    entries.put(key, new Entry(read, Optional.of(write)));
  }

  /** A parameter that can only be read. */
  public void registerReadOnly(String key, Supplier<String> read) {
    entries.put(key, new Entry(read, Optional.empty()));
  }

  /** The parameters of a thing that has a directory ({@code register_net_sysctl}). */
  public void register(String directory, Table table) {
    tables.put(directory, table);
  }

  /** Forgets the parameters of a directory, as when a device goes. */
  public void unregister(String directory) {
    tables.remove(directory);
  }

  private Optional<Entry> find(String key) {
    Entry entry = entries.get(key);
    if (entry != null) {
      return Optional.of(entry);
    }
    int dot = key.lastIndexOf('.');
    Table table = dot < 0 ? null : tables.get(key.substring(0, dot));
    int place = table == null ? -1 : table.names().indexOf(key.substring(dot + 1));
    return place < 0
        ? Optional.empty()
        : Optional.of(
            new Entry(
                () -> table.read().apply(place),
                Optional.of(value -> table.write().accept(value, place))));
  }

  public Optional<String> read(String key) {
    return find(key).map(entry -> entry.read().get());
  }

  public boolean exists(String key) {
    return find(key).isPresent();
  }

  public boolean isWritable(String key) {
    return find(key).flatMap(Entry::write).isPresent();
  }

  /**
   * Writes a value.
   *
   * @return false when the kernel refuses it ({@code EINVAL}), or the key is not there or read-only
   */
  public boolean write(String key, String value) {
    Optional<Consumer<String>> write = find(key).flatMap(Entry::write);
    if (write.isEmpty()) {
      return false;
    }
    try {
      write.get().accept(value.strip());
      changes++;
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /** How often a value was written. */
  public long changes() {
    return changes;
  }

  /** All keys in order. */
  public List<String> keys() {
    TreeSet<String> keys = new TreeSet<>(entries.keySet());
    tables.forEach(
        (directory, table) -> table.names().forEach(name -> keys.add(directory + "." + name)));
    return List.copyOf(keys);
  }
}
