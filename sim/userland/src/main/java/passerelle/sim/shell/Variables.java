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

  private final Map<String, String> values = new LinkedHashMap<>();
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
    copy.exported.addAll(exported);
    copy.readonly.addAll(readonly);
    copy.hashed = hashed;
    return copy;
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String getOrEmpty(String name) {
    return values.getOrDefault(name, "");
  }

  /** Sets who has to find the memory for the values that change from now on, in bytes. */
  void allocateFrom(LongConsumer process) {
    memory = process;
  }

  /** Sets a variable that is not read-only. */
  void set(String name, String value) {
    memory.accept((long) value.length() - getOrEmpty(name).length());
    values.put(name, value);
  }

  /** Gives a variable back the value that it had, or none. */
  void restore(String name, Optional<String> before) {
    before.ifPresentOrElse(value -> values.put(name, value), () -> values.remove(name));
  }

  boolean isReadonly(String name) {
    return readonly.contains(name);
  }

  void unset(String name) {
    memory.accept(-getOrEmpty(name).length());
    values.remove(name);
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

  /** All of them by name, as {@code set} lists them. */
  Map<String, String> sorted() {
    return new TreeMap<>(values);
  }
}
