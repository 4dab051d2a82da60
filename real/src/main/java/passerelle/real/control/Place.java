package passerelle.real.control;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.kernel.KernelException;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.sys.Netns;

/** A namespace of the lab, with what is open in it to change it; each is opened when needed. */
final class Place implements AutoCloseable {
  private final Netns netns;
  private final RuleProcesses processes;
  private Optional<NetlinkSocket> route = Optional.empty();
  private Optional<ConntrackControl> connections = Optional.empty();

  Place(Netns netns, RuleProcesses processes) {
    this.netns = netns;
    this.processes = processes;
  }

  Netns netns() {
    return netns;
  }

  /** Does something that depends on the namespace of the thread that does it. */
  <T> T visit(Netns.Visit<T> visit) throws KernelException {
    return netns.visit(visit);
  }

  /** The socket for links, addresses and routes. */
  NetlinkSocket route() throws KernelException {
    if (route.isEmpty()) {
      route = Optional.of(openRoute());
    }
    return route.get();
  }

  /** One more such socket, which is the caller's to close. */
  NetlinkSocket openRoute() throws KernelException {
    return NetlinkSocket.open(netns, NetlinkSocket.ROUTE);
  }

  /** What is tracked. */
  ConntrackControl connections() throws KernelException {
    if (connections.isEmpty()) {
      connections = Optional.of(new ConntrackControl(netns));
    }
    return connections.get();
  }

  /** The process that writes the namespace's rules. */
  RuleProcess rules(Family family) {
    return processes.of(netns, family);
  }

  @Override
  public void close() {
    route.ifPresent(NetlinkSocket::close);
    connections.ifPresent(ConntrackControl::close);
    processes.close(netns);
  }
}
