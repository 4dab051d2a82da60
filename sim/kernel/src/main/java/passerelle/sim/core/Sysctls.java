package passerelle.sim.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The kernel parameters of one namespace under {@code /proc/sys}, each registered by the part that
 * obeys it. Keys have dots: {@code net.ipv4.ip_forward}.
 */
public final class Sysctls {
  private final List<Source> sources = new ArrayList<>();
  private long changes;

  private record Entry(Supplier<String> read, Optional<Consumer<String>> write) {}

  /**
   * The parameters that each thing of a kind has ({@code struct ctl_table}): one table for all
   * namespaces.
   *
   * @param <T> what has them
   */
  public static final class Table<T> {
    private final Map<String, Parameter<T>> parameters = new HashMap<>();

    private record Parameter<T>(Function<T, String> read, Optional<BiConsumer<T, String>> write) {
      Entry of(T owner) {
        return new Entry(() -> read.apply(owner), write.map(w -> value -> w.accept(owner, value)));
      }
    }

    /**
     * With one more.
     *
     * @param write throws {@link IllegalArgumentException} when it refuses a value
     */
    public Table<T> with(String key, Function<T, String> read, BiConsumer<T, String> write) {
      parameters.put(key, new Parameter<>(read, Optional.of(write)));
      return this;
    }

    /** With one more that can only be read. */
    public Table<T> withReadOnly(String key, Function<T, String> read) {
      parameters.put(key, new Parameter<>(read, Optional.empty()));
      return this;
    }

    private Optional<Entry> find(String key, T owner) {
      return Optional.ofNullable(parameters.get(key)).map(parameter -> parameter.of(owner));
    }
  }

  /**
   * Things that have a directory each, such as the devices of a namespace.
   *
   * @param <T> what their parameters are read of
   */
  public interface Directories<T> {
    Stream<String> names();

    Optional<T> find(String name);
  }

  private interface Source {
    Optional<Entry> find(String key);

    Stream<String> keys();
  }

  private record One<T>(Table<T> table, T owner) implements Source {
    @Override
    public Optional<Entry> find(String key) {
      return table.find(key, owner);
    }

    @Override
    public Stream<String> keys() {
      return table.parameters.keySet().stream();
    }
  }

  private record Each<T>(String path, Directories<T> directories, Table<T> table)
      implements Source {
    @Override
    public Optional<Entry> find(String key) {
      int dot = key.lastIndexOf('.');
      return key.startsWith(path) && dot > path.length()
          ? directories
              .find(key.substring(path.length(), dot))
              .flatMap(owner -> table.find(key.substring(dot + 1), owner))
          : Optional.empty();
    }

    @Override
    public Stream<String> keys() {
      return directories
          .names()
          .flatMap(name -> table.parameters.keySet().stream().map(key -> path + name + "." + key));
    }
  }

  /**
   * Registers what its owner has ({@code register_net_sysctl}), in the place of what was there with
   * this table or with the same keys before.
   */
  public <T> void register(Table<T> table, T owner) {
    sources.removeIf(source -> source instanceof One<?> one && one.table() == table);
    sources.add(0, new One<>(table, owner));
  }

  /**
   * Registers what each of some things has.
   *
   * @param path of the directory in which they have theirs, with a dot at its end
   */
  public <T> void register(String path, Directories<T> directories, Table<T> table) {
    sources.add(0, new Each<>(path, directories, table));
  }

  private Optional<Entry> find(String key) {
    for (Source source : sources) {
      Optional<Entry> found = source.find(key);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
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
    TreeSet<String> keys = new TreeSet<>();
    sources.forEach(source -> source.keys().forEach(keys::add));
    return List.copyOf(keys);
  }
}
