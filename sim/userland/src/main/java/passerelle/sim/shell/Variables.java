package passerelle.sim.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;

/** The variables of one shell: values, arrays, and which are exported or cannot be changed. */
final class Variables {
  /** Places of the hash tables of ash and dash, and of bash. */
  private static final int VTABSIZE = 39;

  private static final int VARIABLES_HASH_BUCKETS = 1024;

  /** FNV-1 (bash's {@code hashlib.c:hash_string}). */
  private static final int FNV_OFFSET = 0x811c_9dc5;

  private static final int FNV_PRIME = 0x0100_0193;

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, ShellArray> arrays = new TreeMap<>();
  private final Set<String> integers = new LinkedHashSet<>();
  private final Set<String> exported = new LinkedHashSet<>();
  private final Set<String> readonly = new LinkedHashSet<>();
  private ToIntFunction<String> bucket = Variables::bucketOfAsh;
  private LongConsumer memory = bytes -> {};

  Variables(Map<String, String> environment) {
    values.putAll(environment);
    exported.addAll(environment.keySet());
  }

  Variables copy() {
    Variables copy = new Variables(Map.of());
    copy.values.putAll(values);
    arrays.forEach((name, array) -> copy.arrays.put(name, array.copy()));
    copy.integers.addAll(integers);
    copy.exported.addAll(exported);
    copy.readonly.addAll(readonly);
    copy.bucket = bucket;
    return copy;
  }

  /** The value; of an array, that of its element 0. */
  Optional<String> get(String name) {
    ShellArray array = arrays.get(name);
    return array == null ? Optional.ofNullable(values.get(name)) : array.get("0");
  }

  String getOrEmpty(String name) {
    return get(name).orElse("");
  }

  Optional<ShellArray> array(String name) {
    return Optional.ofNullable(arrays.get(name));
  }

  /** The array of a name; what has been a plain variable becomes its element 0. */
  ShellArray makeArray(String name, boolean associative) {
    ShellArray array = arrays.get(name);
    if (array == null) {
      array = new ShellArray(associative);
      String before = values.remove(name);
      if (before != null) {
        array.put("0", before);
      }
      arrays.put(name, array);
    }
    return array;
  }

  /** Gives an element of an array a value. */
  void put(ShellArray array, String key, String value) {
    memory.accept(value.length());
    array.put(key, value);
  }

  /** Puts an array in the place of what the name was. */
  void setArray(String name, List<String> elements) {
    values.remove(name);
    arrays.put(name, ShellArray.of(elements));
  }

  /** What is assigned to it is an expression ({@code declare -i}). */
  void makeInteger(String name) {
    integers.add(name);
  }

  boolean isInteger(String name) {
    return integers.contains(name);
  }

  boolean isExported(String name) {
    return exported.contains(name);
  }

  /** All names that are set, sorted. */
  List<String> names() {
    Set<String> names = new TreeSet<>(values.keySet());
    names.addAll(arrays.keySet());
    return List.copyOf(names);
  }

  /** Sets who has to find the memory for the values that change from now on, in bytes. */
  void allocateFrom(LongConsumer process) {
    memory = process;
  }

  /** Sets a variable that is not read-only. */
  void set(String name, String value) {
    memory.accept((long) value.length() - getOrEmpty(name).length());
    ShellArray array = arrays.get(name);
    if (array != null) {
      array.put("0", value);
    } else {
      values.put(name, value);
    }
  }

  /** Sets a variable that nobody has set. */
  void setUnset(String name, String value) {
    values.putIfAbsent(name, value);
  }

  /** What a variable was, for the time when it is that again. */
  record Saved(Optional<String> value, Optional<ShellArray> array, boolean integer) {}

  /** Hides a variable behind one of the same name that is not set yet. */
  Saved hide(String name) {
    Saved before = new Saved(get(name), array(name), isInteger(name));
    arrays.remove(name);
    integers.remove(name);
    values.remove(name);
    return before;
  }

  /** Gives a variable back the value that it had, or none. */
  void restore(String name, Saved before) {
    values.remove(name);
    arrays.remove(name);
    integers.remove(name);
    if (before.array().isPresent()) {
      arrays.put(name, before.array().get());
    } else {
      before.value().ifPresent(value -> values.put(name, value));
    }
    if (before.integer()) {
      integers.add(name);
    }
  }

  boolean isReadonly(String name) {
    return readonly.contains(name);
  }

  void unset(String name) {
    memory.accept(-getOrEmpty(name).length());
    values.remove(name);
    arrays.remove(name);
    integers.remove(name);
    exported.remove(name);
  }

  void export(String name) {
    exported.add(name);
  }

  void unexport(String name) {
    exported.remove(name);
  }

  void makeReadonly(String name) {
    readonly.add(name);
  }

  List<String> readonlyNames() {
    return List.copyOf(readonly);
  }

  /** A shell in a shell, or one out of it: {@code SHLVL} counts them (adjust_shell_level). */
  void deepen(int by) {
    String outer = getOrEmpty("SHLVL");
    int level = outer.matches("[0-9]{1,3}") ? Integer.parseInt(outer) : 0;
    set("SHLVL", "" + Math.max(0, level + by));
    export("SHLVL");
  }

  /** From now on children get them in the order of bash's hash table. */
  void useOrderOfBash() {
    bucket = Variables::bucketOfBash;
  }

  private List<String> order() {
    List<String> names = new ArrayList<>(exported);
    names.sort(Comparator.comparingInt(bucket));
    return names;
  }

  /** {@code ash.c:hashvar}. */
  private static int bucketOfAsh(String name) {
    return (name.charAt(0) * 16 + name.chars().sum()) % VTABSIZE;
  }

  private static int bucketOfBash(String name) {
    int hash = FNV_OFFSET;
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      hash = hash * FNV_PRIME ^ octet;
    }
    return hash & VARIABLES_HASH_BUCKETS - 1;
  }

  /** What a child gets. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String name : order()) {
      if (values.containsKey(name)) {
        environment.put(name, values.get(name));
      }
    }
    return environment;
  }

  /** Those that are no arrays, by name. */
  Map<String, String> sorted() {
    return new TreeMap<>(values);
  }

  /** The arrays by name, as {@code set} lists them. */
  Map<String, String> listedArrays() {
    Map<String, String> listed = new TreeMap<>();
    arrays.forEach((name, array) -> listed.put(name, array.listing()));
    return listed;
  }
}
