package passerelle.network;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import passerelle.addr.IpAddress;

/**
 * The engine's book of published host ports (libnetwork/portallocator). It knows nothing of ports
 * that other processes of the host have bound.
 */
public final class PortAllocator {
  /** The host's ip_local_port_range, from which ports are chosen. */
  public static final int FIRST_EPHEMERAL = 32768;

  public static final int LAST_EPHEMERAL = 60999;

  private final Map<Page, TreeSet<Integer>> taken = new HashMap<>();
  private final Set<IpAddress> addresses = new LinkedHashSet<>();
  private final Map<String, Integer> last = new HashMap<>();
  private final boolean wildcardConflicts;

  /**
   * An empty book.
   *
   * @param wildcardConflicts whether a port of all addresses is taken for each single address too
   *     (Engine 28); otherwise each address has a page of its own (Engine 26)
   */
  public PortAllocator(boolean wildcardConflicts) {
    this.wildcardConflicts = wildcardConflicts;
  }

  /** The same ports are taken; both go their own ways from here. */
  public PortAllocator copy() {
    PortAllocator copy = new PortAllocator(wildcardConflicts);
    taken.forEach((page, ports) -> copy.taken.put(page, new TreeSet<>(ports)));
    copy.addresses.addAll(addresses);
    copy.last.putAll(last);
    return copy;
  }

  /** What ports are taken on: those of a protocol, of one address. */
  private record Page(String protocol, IpAddress address) {}

  /** A port that is taken already, and the address for which it is. */
  public record Conflict(IpAddress address, int port) {}

  /** The answer: a port, or what is in the way of it. */
  public record Answer(int port, Optional<Conflict> conflict) {}

  /**
   * Takes one port for all the addresses together: of a range the one after that which was given
   * from it last.
   *
   * @param first the lowest port that will do; 0 for any of the ephemeral range
   * @param lastWanted the highest
   */
  public Answer take(List<IpAddress> addresses, String protocol, int first, int lastWanted) {
    this.addresses.addAll(addresses);
    int low = first == 0 ? FIRST_EPHEMERAL : first;
    int high = first == 0 ? LAST_EPHEMERAL : lastWanted;
    String range = protocol + " " + addresses.get(0) + " " + low + "-" + high;
    int start = last.getOrDefault(range, high) + 1;
    Optional<Conflict> conflict = Optional.empty();
    for (int i = 0; i <= high - low; i++) {
      int port = low + Math.floorMod(start - low + i, high - low + 1);
      Optional<Conflict> inTheWay = conflict(addresses, protocol, port);
      if (inTheWay.isEmpty()) {
        addresses.forEach(a -> pageOf(a, protocol).add(port));
        last.put(range, port);
        return new Answer(port, Optional.empty());
      }
      conflict = conflict.or(() -> inTheWay);
    }
    return new Answer(0, conflict);
  }

  /** A port that is published already. */
  public void adopt(IpAddress address, String protocol, int port) {
    pageOf(address, protocol).add(port);
  }

  /** Gives a port back. */
  public void release(IpAddress address, String protocol, int port) {
    pageOf(address, protocol).remove(port);
  }

  private Optional<Conflict> conflict(List<IpAddress> addresses, String protocol, int port) {
    for (IpAddress address : addresses) {
      for (IpAddress other : rivals(address)) {
        if (pageOf(other, protocol).contains(port)) {
          return Optional.of(new Conflict(other, port));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The addresses whose ports an address shares: all of its family, if it is none in particular.
   */
  private List<IpAddress> rivals(IpAddress address) {
    if (!wildcardConflicts) {
      return List.of(address);
    } else if (address.isUnspecified()) {
      return addresses.stream().filter(a -> a.width() == address.width()).toList();
    }
    return List.of(address.family().any(), address);
  }

  private TreeSet<Integer> pageOf(IpAddress address, String protocol) {
    return taken.computeIfAbsent(new Page(protocol, address), k -> new TreeSet<>());
  }
}
