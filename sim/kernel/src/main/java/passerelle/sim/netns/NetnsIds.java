package passerelle.sim.netns;

import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;

/**
 * The numbers by which namespaces know each other: every namespace numbers the others in the order
 * in which it first has to name them (net/core/net_namespace.c:peernet2id_alloc).
 */
public final class NetnsIds {
  private final Map<String, Numbers> known = new LinkedHashMap<>();

  /** The numbers that one namespace has given. */
  private static final class Numbers {
    private final TreeMap<Integer, String> names = new TreeMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final BitSet taken = new BitSet();

    private void put(int id, String name) {
      names.put(id, name);
      ids.put(name, id);
      taken.set(id);
    }

    private void remove(String name) {
      Integer id = ids.remove(name);
      if (id != null) {
        names.remove(id);
        taken.clear(id);
      }
    }
  }

  private Numbers numbers(String viewer) {
    return known.computeIfAbsent(viewer, k -> new Numbers());
  }

  /** A namespace is gone: its number is free everywhere. */
  void forget(String name) {
    known.remove(name);
    known.values().forEach(numbers -> numbers.remove(name));
  }

  /** The numbers that {@code viewer} has given, by number. */
  public SortedMap<Integer, String> of(String viewer) {
    return Collections.unmodifiableSortedMap(numbers(viewer).names);
  }

  /** The number of {@code other} in {@code viewer}, if it has one. */
  public OptionalInt find(String viewer, String other) {
    Integer id = numbers(viewer).ids.get(other);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** The number of {@code other} in {@code viewer}, which is the lowest free one if it is new. */
  public int idOf(String viewer, String other) {
    Numbers numbers = numbers(viewer);
    return find(viewer, other)
        .orElseGet(
            () -> {
              int id = numbers.taken.nextClearBit(0);
              numbers.put(id, other);
              return id;
            });
  }

  /**
   * Sets a number by hand ({@code ip netns set}).
   *
   * @throws KernelException EEXIST when the namespace has a number, or another has this one
   */
  public void set(String viewer, String other, int id) throws KernelException {
    if (find(viewer, other).isPresent()) {
      throw new KernelException(Errno.EEXIST, "Peer netns already has a nsid assigned");
    }
    if (of(viewer).containsKey(id)) {
      throw new KernelException(Errno.EEXIST, "The specified nsid is already used");
    }
    numbers(viewer).put(id, other);
  }
}
