package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An array of bash: values by number ({@code array.c}) or by word ({@code assoc.c}). */
final class ShellArray {
  /** {@code ASSOC_HASH_BUCKETS}. */
  private static final int BUCKETS = 1024;

  private final boolean associative;
  private final Map<Long, String> numbered = new TreeMap<>();
  private final Map<String, String> named = new LinkedHashMap<>();

  ShellArray(boolean associative) {
    this.associative = associative;
  }

  /** An array of these values, from 0. */
  static ShellArray of(List<String> values) {
    ShellArray array = new ShellArray(false);
    values.forEach(array::append);
    return array;
  }

  boolean isAssociative() {
    return associative;
  }

  ShellArray copy() {
    ShellArray copy = new ShellArray(associative);
    copy.numbered.putAll(numbered);
    copy.named.putAll(named);
    return copy;
  }

  /** The value of a key; a number is written in decimal. */
  Optional<String> get(String key) {
    return Optional.ofNullable(associative ? named.get(key) : numbered.get(Long.parseLong(key)));
  }

  void put(String key, String value) {
    if (associative) {
      named.put(key, value);
    } else {
      numbered.put(Long.parseLong(key), value);
    }
  }

  void remove(String key) {
    if (associative) {
      named.remove(key);
    } else {
      numbered.remove(Long.parseLong(key));
    }
  }

  void clear() {
    named.clear();
    numbered.clear();
  }

  /** Adds a value behind the last. */
  void append(String value) {
    numbered.put(end(), value);
  }

  /** One more than the greatest number. */
  long end() {
    return numbered.isEmpty() ? 0 : ((TreeMap<Long, String>) numbered).lastKey() + 1;
  }

  /** The keys in the order in which bash goes through them. */
  List<String> keys() {
    if (!associative) {
      return numbered.keySet().stream().map(number -> Long.toString(number)).toList();
    }
    List<String> keys = new ArrayList<>(named.keySet());
    Collections.reverse(keys);
    keys.sort(Comparator.comparing(ShellArray::bucket));
    return keys;
  }

  List<String> values() {
    return keys().stream().map(key -> get(key).orElseThrow()).toList();
  }

  /** {@code hashlib.c:hash_string}, the FNV-1 of 32 bits. */
  private static int bucket(String key) {
    int hash = (int) 2166136261L;
    for (int i = 0; i < key.length(); i++) {
      hash = hash * 16777619 ^ key.charAt(i);
    }
    return hash & BUCKETS - 1;
  }

  /** As {@code declare -p} and {@code set} show it. */
  String listing() {
    StringBuilder text = new StringBuilder("(");
    for (String key : keys()) {
      text.append(text.length() > 1 && !associative ? " " : "").append('[').append(key);
      text.append("]=").append(Quoting.doubled(get(key).orElseThrow()));
      text.append(associative ? " " : "");
    }
    return text + ")";
  }
}
