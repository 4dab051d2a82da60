package passerelle.sim.core;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The kernel parameters of one namespace under {@code /proc/sys}, each registered by the part that
 * obeys it. Keys have dots: {@code net.ipv4.ip_forward}.
 */
public final class Sysctls {
  private final TreeMap<String, Entry> entries = new TreeMap<>();
  private long changes;

  private record Entry(Supplier<String> read, Optional<Consumer<String>> write) {}

  /** A parameter with any text as its value. */
  public void register(String key, Supplier<String> read, Consumer<String> write) {
    entries.put(key, new Entry(read, Optional.of(write)));
  }

  /** A parameter that can only be read. */
  public void registerReadOnly(String key, Supplier<String> read) {
    entries.put(key, new Entry(read, Optional.empty()));
  }

  /** Forgets all parameters below a prefix, as when a device goes. */
  public void unregister(String prefix) {
    entries.keySet().removeIf(key -> key.startsWith(prefix));
  }

  public Optional<String> read(String key) {
    return Optional.ofNullable(entries.get(key)).map(e -> e.read().get());
  }

  public boolean exists(String key) {
    return entries.containsKey(key);
  }

  public boolean isWritable(String key) {
    return exists(key) && entries.get(key).write().isPresent();
  }

  /**
   * Writes a value.
   *
   * @return false when the kernel refuses it ({@code EINVAL}), or the key is not there or read-only
   */
  public boolean write(String key, String value) {
    Entry entry = entries.get(key);
    if (entry == null || entry.write().isEmpty()) {
      return false;
    }
    try {
      entry.write().get().accept(value.strip());
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
    return List.copyOf(entries.keySet());
  }
}
