package passerelle.sim.ip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.addr.IpAddress;
import passerelle.sim.link.Device;

/** Addresses behind this machine that it answers ARP for ({@code struct pneigh_entry}). */
public final class ProxyNeighbours {
  /**
   * One of them.
   *
   * @param device where questions are answered; empty for anywhere
   */
  public record Proxy(IpAddress address, Optional<Device> device) {}

  private List<Proxy> all = List.of();

  /** In the order in which they were made. */
  public List<Proxy> all() {
    return all;
  }

  /** Answers for one more. */
  public void add(Proxy proxy) {
    if (!all.contains(proxy)) {
      List<Proxy> more = new ArrayList<>(all);
      more.add(proxy);
      all = List.copyOf(more);
    }
  }

  /** Answers no more; tells whether it did. */
  public boolean remove(Proxy proxy) {
    return removeIf(proxy::equals);
  }

  private boolean removeIf(Predicate<Proxy> gone) {
    int before = all.size();
    all = all.stream().filter(gone.negate()).toList();
    return all.size() < before;
  }

  /** Whether a question on a device is answered ({@code pneigh_lookup}). */
  public boolean has(IpAddress address, Device device) {
    for (int i = 0; i < all.size(); i++) {
      Proxy proxy = all.get(i);
      if (proxy.address().equals(address) && proxy.device().filter(d -> d != device).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** A device went down ({@code pneigh_ifdown_and_unlock}). */
  void removeThrough(Device device) {
    removeIf(proxy -> proxy.device().filter(d -> d == device).isPresent());
  }
}
