package passerelle.real.control;

import java.util.LinkedHashMap;
import java.util.Map;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Namespaces;
import passerelle.real.sys.Netns;

/** What is open in the namespaces of a lab. A namespace outside the lab has no place here. */
final class Places implements AutoCloseable {
  private final Namespaces namespaces;
  private final Foreign foreign = new Foreign();
  private final RuleProcesses processes = new RuleProcesses();
  private final Map<String, Place> byName = new LinkedHashMap<>();

  Places(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /**
   * The place of that name; ENOENT when the lab has no such namespace, EPERM when it is the one
   * that this program was started in.
   */
  Place get(String name) throws KernelException {
    Netns netns = namespaces.get(name);
    Place known = byName.get(name);
    if (known != null && known.netns() == netns) {
      return known;
    }
    if (foreign.contains(netns)) {
      throw new KernelException(
          Errno.EPERM, name + " is the namespace that the lab was started in, which is left alone");
    }
    forget(name);
    Place place = new Place(netns, processes);
    byName.put(name, place);
    return place;
  }

  /** Makes a namespace; EEXIST when there is one of that name. */
  Place create(String name) throws KernelException {
    namespaces.create(name);
    return get(name);
  }

  /** Closes all that is open in a namespace, so that the kernel takes it down. */
  void delete(String name) throws KernelException {
    namespaces.get(name);
    forget(name);
    namespaces.delete(name);
  }

  private void forget(String name) {
    Place place = byName.remove(name);
    if (place != null) {
      place.close();
    }
  }

  @Override
  public void close() {
    byName.values().forEach(Place::close);
    byName.clear();
    processes.close();
  }
}
