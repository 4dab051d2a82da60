package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** The variables of one shell: values, and which are exported or cannot be changed. */
final class Variables {
  private static final int VTABSIZE = 39;

  /** The element of an array that its name alone means. */
  private static final String FIRST = "0";

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, ArrayValue> arrays = new LinkedHashMap<>();
  private final Set<String> exported = new LinkedHashSet<>();
  private final Set<String> readonly = new LinkedHashSet<>();
  private boolean hashed;
  private LongConsumer memory = bytes -> {};

  Variables(Map<String, String> environment) {
    values.putAll(environment);
    exported.addAll(environment.keySet());
  }

  Variables copy() {
    Variables copy = new Variables(Map.of());
    copy.values.putAll(values);
    arrays.forEach((name, array) -> copy.arrays.put(name, array.copy()));
    copy.exported.addAll(exported);
    copy.readonly.addAll(readonly);
    copy.hashed = hashed;
    return copy;
  }

  Optional<String> get(String name) {
    return array(name).map(array -> array.get(FIRST)).orElse(Optional.ofNullable(values.get(name)));
  }

  String getOrEmpty(String name) {
    return get(name).orElse("");
  }

  /** The elements, if the variable is an array. */
  Optional<ArrayValue> array(String name) {
    return Optional.ofNullable(arrays.get(name));
  }

  /** Makes the variable an array, whose first element is what it was; the array that it is. */
  ArrayValue makeArray(String name, boolean associative) {
    ArrayValue array = arrays.computeIfAbsent(name, key -> new ArrayValue(associative));
    Optional.ofNullable(values.remove(name)).ifPresent(value -> array.put(FIRST, value));
    return array;
  }

  /** Sets all the elements at once. */
  void set(String name, ArrayValue array) {
    values.remove(name);
    arrays.put(name, array);
  }

  /** Sets who has to find the memory for the values that change from now on, in bytes. */
  void allocateFrom(LongConsumer process) {
    memory = process;
  }

  /** Sets a variable that is not read-only. */
  void set(String name, String value) {
    memory.accept((long) value.length() - getOrEmpty(name).length());
    if (arrays.containsKey(name)) {
      arrays.get(name).put(FIRST, value);
    } else {
      values.put(name, value);
    }
  }

  /** What a variable is, to be given back to it. */
  Runnable keep(String name) {
    Optional<ArrayValue> array = array(name);
    Optional<String> value = Optional.ofNullable(values.get(name));
    return () -> {
      arrays.remove(name);
      values.remove(name);
      array.ifPresent(before -> arrays.put(name, before));
      value.ifPresent(before -> values.put(name, before));
    };
  }

  /** Makes it one that nothing of what it was is left of: of a function that is called. */
  void renew(String name) {
    arrays.remove(name);
    values.put(name, "");
  }

  boolean isReadonly(String name) {
    return readonly.contains(name);
  }

  void unset(String name) {
    memory.accept(-getOrEmpty(name).length());
    values.remove(name);
    arrays.remove(name);
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

  /** A shell in a shell: {@code SHLVL} counts them ({@code adjust_shell_level}). */
  void deepen() {
    String outer = getOrEmpty("SHLVL");
    int level = outer.matches("[0-9]{1,3}") ? Integer.parseInt(outer) : 0;
    set("SHLVL", "" + (level + 1));
    export("SHLVL");
  }

  /** From now on children get them in the order of ash's hash table ({@code ash.c:listvars}). */
  void useHashOrder() {
    hashed = true;
  }

  private List<String> order() {
    List<String> names = new ArrayList<>(exported);
    if (hashed) {
      names.sort(Comparator.comparing(Variables::bucket));
    }
    return names;
  }

  /** {@code ash.c:hashvar}. */
  private static int bucket(String name) {
    return (name.charAt(0) * 16 + name.chars().sum()) % VTABSIZE;
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

  /** All of them that are no arrays, by name. */
  Map<String, String> sorted() {
    return new TreeMap<>(values);
  }

  /** The arrays by name, as {@code set} lists their values. */
  Map<String, String> listedArrays() {
    Map<String, String> listed = new TreeMap<>();
    arrays.forEach((name, array) -> listed.put(name, array.toString()));
    return listed;
  }
}
