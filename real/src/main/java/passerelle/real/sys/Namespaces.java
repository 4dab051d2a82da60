package passerelle.real.sys;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;

/** The network namespaces of one lab, by name. Safe for use by several threads. */
public final class Namespaces implements AutoCloseable {
  private final Map<String, Netns> byName = new LinkedHashMap<>();

  /** Those that programs of the lab have made and named ({@code ip netns add}). */
  private final Set<String> adopted = new HashSet<>();

  /** Makes a namespace of that name; EEXIST when there is one. */
  public synchronized Netns create(String name) throws KernelException {
    if (byName.containsKey(name)) {
      throw new KernelException(Errno.EEXIST);
    }
    Netns made = Netns.create(name);
    byName.put(name, made);
    return made;
  }

  public synchronized Optional<Netns> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The namespace of that name; ENOENT when there is none. */
  public synchronized Netns get(String name) throws KernelException {
    return find(name).orElseThrow(() -> new KernelException(Errno.ENOENT));
  }

  /** The namespace that /proc calls so, as {@link Netns#identity}. */
  public synchronized Optional<Netns> identified(String identity) {
    return byName.values().stream().filter(one -> one.identity().equals(identity)).findFirst();
  }

  /** All of them, in the order in which they were made. */
  public synchronized List<Netns> all() {
    return new ArrayList<>(byName.values());
  }

  /** Lets go of a namespace: the kernel takes it down when nobody else is in it. */
  public synchronized void delete(String name) throws KernelException {
    get(name).close();
    byName.remove(name);
  }

  /**
   * Takes in what programs of the lab have made, and lets go of what they have deleted; a name that
   * the lab has given itself stays the lab's.
   *
   * @param named all that have a name now, as open descriptors that nobody else closes
   */
  public synchronized void adopt(List<Netns> named) {
    Map<String, Netns> now = new LinkedHashMap<>();
    named.forEach(netns -> now.put(netns.name(), netns));
    for (String name : List.copyOf(adopted)) {
      if (!now.containsKey(name) || !isSame(now.get(name), byName.get(name))) {
        byName.remove(name).close();
        adopted.remove(name);
      }
    }
    for (Netns netns : named) {
      if (byName.putIfAbsent(netns.name(), netns) == null) {
        adopted.add(netns.name());
      } else {
        netns.close();
      }
    }
  }

  private static boolean isSame(Netns one, Netns other) {
    return one.identity().equals(other.identity());
  }

  @Override
  public synchronized void close() {
    byName.values().forEach(Netns::close);
    byName.clear();
  }
}
