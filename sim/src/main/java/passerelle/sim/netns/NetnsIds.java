package passerelle.sim.netns;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;

/**
 * The numbers by which namespaces know each other: every namespace numbers the others in the order
 * in which it first has to name them (net/core/net_namespace.c:peernet2id_alloc).
 */
public final class NetnsIds {
  private final Namespaces namespaces;
  private final Map<String, TreeMap<Integer, String>> known = new LinkedHashMap<>();

  NetnsIds(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /** The numbers that {@code viewer} has given, by number; those of dead namespaces are free. */
  public TreeMap<Integer, String> of(String viewer) {
    TreeMap<Integer, String> ids = known.computeIfAbsent(viewer, k -> new TreeMap<>());
    ids.values().removeIf(name -> namespaces.find(name).isEmpty());
    return ids;
  }

  /** The number of {@code other} in {@code viewer}, if it has one. */
  public OptionalInt find(String viewer, String other) {
    return of(viewer).entrySet().stream()
        .filter(e -> e.getValue().equals(other))
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }

  /** The number of {@code other} in {@code viewer}, which is the lowest free one if it is new. */
  public int idOf(String viewer, String other) {
    OptionalInt present = find(viewer, other);
    if (present.isPresent()) {
      return present.getAsInt();
    }
    TreeMap<Integer, String> ids = of(viewer);
    int id = 0;
    while (ids.containsKey(id)) {
      id++;
    }
    ids.put(id, other);
    return id;
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
    of(viewer).put(id, other);
  }
}
