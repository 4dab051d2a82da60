package passerelle.sim.socket;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.LabRandom;
import passerelle.sim.core.LongMap;
import passerelle.sim.ipv4.Ipv4Stack;

/**
 * Which sockets hold which local ports of a protocol ({@code struct inet_bind_hashbucket}, {@code
 * struct udp_hslot}).
 */
final class PortTable<S extends InetSocket> {
  private final LongMap<List<S>> byPort = new LongMap<>();
  private final Ipv4Stack stack;
  private final LabRandom random;

  PortTable(Ipv4Stack stack, LabRandom random) {
    this.stack = stack;
    this.random = random;
  }

  /** The sockets on a port, in the order in which they came. */
  List<S> at(int port) {
    return byPort.get(port, List.of());
  }

  void add(S socket) {
    byPort.getOrPut(socket.local().port(), () -> new ArrayList<>(1)).add(socket);
  }

  void remove(S socket) {
    List<S> sockets = at(socket.local().port());
    if (sockets.contains(socket) && sockets.remove(socket) && sockets.isEmpty()) {
      byPort.remove(socket.local().port());
    }
  }

  List<S> all() {
    List<S> all = new ArrayList<>();
    byPort.values().forEach(all::addAll);
    all.sort(Comparator.comparingInt(socket -> socket.local().port()));
    return all;
  }

  /**
   * A free port of {@code net.ipv4.ip_local_port_range} for {@code bind(2)} with port 0, from a
   * random place on: every port for UDP ({@code udp_lib_get_port}), for TCP first those that {@code
   * connect(2)} leaves alone ({@code inet_csk_find_open_port}).
   *
   * @param step 1 for every port, 2 for every other one first
   * @throws KernelException EADDRINUSE when none is free
   */
  int choose(int step, IntPredicate free) throws KernelException {
    int low = stack.settings().lowestLocalPort();
    int count = stack.settings().highestLocalPort() - low + 1;
    return choose(random.nextInt(count) | step - 1, step, free);
  }

  /** The same from a place of the range that is given. */
  int choose(int offset, int step, IntPredicate free) throws KernelException {
    int low = stack.settings().lowestLocalPort();
    int count = stack.settings().highestLocalPort() - low + 1;
    for (int parity = 0; parity < step; parity++) {
      int place = offset ^ parity;
      for (int i = 0; i < count; i += step) {
        int port = low + Math.floorMod(place + i, count);
        if (free.test(port)) {
          return port;
        }
      }
    }
    throw new KernelException(Errno.EADDRINUSE);
  }
}
