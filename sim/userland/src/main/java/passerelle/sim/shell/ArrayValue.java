package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The elements of one of bash's arrays, by number or, in an associative one, by word. */
final class ArrayValue {
  /** {@code assoc.h}: into so many buckets bash puts the elements, and lists them by bucket. */
  private static final int BUCKETS = 1024;

  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 16777619;

  private final boolean associative;
  private final TreeMap<Long, String> numbered = new TreeMap<>();
  private final Map<Integer, LinkedHashMap<String, String>> hashed = new TreeMap<>();

  ArrayValue(boolean associative) {
    this.associative = associative;
  }

  boolean isAssociative() {
    return associative;
  }

  ArrayValue copy() {
    ArrayValue copy = new ArrayValue(associative);
    copy.numbered.putAll(numbered);
    hashed.forEach((bucket, chain) -> copy.hashed.put(bucket, new LinkedHashMap<>(chain)));
    return copy;
  }

  Optional<String> get(String key) {
    return associative
        ? Optional.ofNullable(hashed.getOrDefault(bucket(key), new LinkedHashMap<>()).get(key))
        : Optional.ofNullable(numbered.get(Long.parseLong(key)));
  }

  void put(String key, String value) {
    if (associative) {
      hashed.computeIfAbsent(bucket(key), bucket -> new LinkedHashMap<>()).put(key, value);
    } else {
      numbered.put(Long.parseLong(key), value);
    }
  }

  void remove(String key) {
    if (associative) {
      hashed.getOrDefault(bucket(key), new LinkedHashMap<>()).remove(key);
    } else {
      numbered.remove(Long.parseLong(key));
    }
  }

  /** The number of the element behind the last one. */
  long end() {
    return numbered.isEmpty() ? 0 : numbered.lastKey() + 1;
  }

  /** In the order in which bash lists them. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    numbered.keySet().forEach(number -> keys.add(Long.toString(number)));
    for (LinkedHashMap<String, String> chain : hashed.values()) {
      // What came last stands first in its bucket.
      int first = keys.size();
      chain.keySet().forEach(key -> keys.add(first, key));
    }
    return keys;
  }

  /** In the order of the keys. */
  List<String> values() {
    return keys().stream().map(key -> get(key).orElse("")).toList();
  }

  /** As {@code set} and {@code declare -p} list it. */
  @Override
  public String toString() {
    StringBuilder listed = new StringBuilder("(");
    for (String key : keys()) {
      listed.append(listed.length() > 1 ? " " : "").append('[').append(Quoting.key(key));
      listed.append("]=").append(Quoting.doubled(get(key).orElse("")));
    }
    return listed.append(associative ? " )" : ")").toString().replaceFirst("^\\( \\)$", "()");
  }

  /** {@code hashlib.c:hash_string}. */
  private static int bucket(String key) {
    int hash = FNV_OFFSET;
    for (char c : key.toCharArray()) {
      hash = hash * FNV_PRIME ^ c;
    }
    return hash & BUCKETS - 1;
  }
}
