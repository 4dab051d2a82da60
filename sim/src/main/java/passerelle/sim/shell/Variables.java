package passerelle.sim.shell;

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
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> exported = new LinkedHashSet<>();
  private final Set<String> readonly = new LinkedHashSet<>();
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

  /** What a child gets. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String name : exported) {
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
