package passerelle.sim.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A hash table from long to object that boxes nothing, with open addressing. It has no twin. */
public final class LongMap<V> {
  private static final int FIRST_SIZE = 8;

  /** Many maps stay empty: they share a table that has no room. */
  private static final long[] NO_KEYS = {0};

  private static final Object[] NO_VALUES = {null};

  private long[] keys = NO_KEYS;
  private Object[] values = NO_VALUES;
  private int size;

  /** The value of a key; {@code otherwise} when there is none. */
  @SuppressWarnings("unchecked")
  public V get(long key, V otherwise) {
    Object value = values[slot(key)];
    return value == null ? otherwise : (V) value;
  }

  /** The value of a key, made and put there when there is none. */
  @SuppressWarnings("unchecked")
  public V getOrPut(long key, Supplier<V> made) {
    Object value = values[slot(key)];
    if (value == null) {
      value = made.get();
      put(key, (V) value);
    }
    return (V) value;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public void put(long key, V value) {
    if (size * 2 >= keys.length - 1) {
      grow();
    }
    int slot = slot(key);
    if (values[slot] == null) {
      size++;
    }
    keys[slot] = key;
    values[slot] = value;
  }

  /** Takes out what a key has, if it has something. */
  public void remove(long key) {
    int gap = slot(key);
    if (values[gap] == null) {
      return;
    }
    size--;
    values[gap] = null;
    // Those behind it that stood there only because the place was taken move up (Knuth's R).
    int mask = keys.length - 1;
    for (int at = gap + 1 & mask; values[at] != null; at = at + 1 & mask) {
      if ((at - home(keys[at]) & mask) >= (at - gap & mask)) {
        keys[gap] = keys[at];
        values[gap] = values[at];
        values[at] = null;
        gap = at;
      }
    }
  }

  /** All values, in no order that means something. */
  @SuppressWarnings("unchecked")
  public List<V> values() {
    List<V> all = new ArrayList<>(size);
    for (Object value : values) {
      if (value != null) {
        all.add((V) value);
      }
    }
    return all;
  }

  /** Where the key is, or the free place where it belongs. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = home(key);
    while (values[slot] != null && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private int home(long key) {
    return (int) ((key * 0x9e37_79b9_7f4a_7c15L) >>> 32) & keys.length - 1;
  }

  private void grow() {
    long[] oldKeys = keys;
    Object[] oldValues = values;
    keys = new long[Math.max(FIRST_SIZE, oldKeys.length * 2)];
    values = new Object[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != null) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
