package passerelle.real.read;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.kernel.ConnectionView;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.RulesView;
import passerelle.kernel.op.RouteSpec;
import passerelle.real.exec.CommandException;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.sys.Namespaces;
import passerelle.real.sys.Netns;

/**
 * Reads namespaces of the real kernel as values. A snapshot is not taken at one moment: its parts
 * are read one after the other, within a few milliseconds.
 */
public record RealView(Namespaces namespaces, Services services) implements Kernel.View {
  /** Connections, to skip a walk over the machine's whole table of them where there are none. */
  private static final String COUNT = "net.netfilter.nf_conntrack_count";

  /** What the sockets that this JVM serves stand for. */
  @FunctionalInterface
  public interface Services {
    /** The name of the process that a socket stands for; empty when it is none of ours. */
    Optional<String> process(Netns netns, String protocol, int port);
  }

  @Override
  public boolean exists(String netns) {
    return namespaces.find(netns).isPresent();
  }

  /**
   * The state of a namespace.
   *
   * @throws IllegalStateException where the kernel does not let us read it
   */
  @Override
  public NetnsSnapshot snapshot(String name) {
    Netns netns = require(name);
    try (NetlinkSocket route = NetlinkSocket.open(netns, NetlinkSocket.ROUTE)) {
      Map<String, String> settings = netns.call(SettingsReader::read);
      LinkReader links = new LinkReader(route);
      PeerReader peers = new PeerReader(route, name, namespaces.all());
      return new NetnsSnapshot(
          name,
          links.views(new AddressReader(route), peers),
          RouteReader.read(route, links),
          NeighbourReader.neighbours(route, links),
          NeighbourReader.forwarding(route, links),
          RulesReader.read(netns, Family.IPV4).uncounted(),
          RulesReader.read(netns, Family.IPV6).uncounted(),
          connections(netns, settings),
          sockets(name),
          settings);
    } catch (KernelException | IOException e) {
      throw unreadable(name, e);
    }
  }

  @Override
  public List<LinkView> links(String name) {
    try (NetlinkSocket route = NetlinkSocket.open(require(name), NetlinkSocket.ROUTE)) {
      PeerReader peers = new PeerReader(route, name, namespaces.all());
      return new LinkReader(route).views(new AddressReader(route), peers);
    } catch (KernelException e) {
      throw unreadable(name, e);
    }
  }

  @Override
  public List<RouteSpec> routes(String name) {
    try (NetlinkSocket route = NetlinkSocket.open(require(name), NetlinkSocket.ROUTE)) {
      return RouteReader.read(route, new LinkReader(route));
    } catch (KernelException e) {
      throw unreadable(name, e);
    }
  }

  @Override
  public List<NetnsSnapshot.Socket> sockets(String name) {
    Netns netns = require(name);
    try (NetlinkSocket diagnosis = NetlinkSocket.open(netns, SocketReader.SOCK_DIAG)) {
      return SocketReader.named(
          SocketReader.read(diagnosis), row -> services.process(netns, row.protocol(), row.port()));
    } catch (KernelException e) {
      throw unreadable(name, e);
    }
  }

  @Override
  public Optional<String> sysctl(String name, String key) {
    try {
      return require(name).call(() -> SettingsReader.read(key));
    } catch (KernelException | IOException e) {
      throw unreadable(name, e);
    }
  }

  @Override
  public RulesView rules(String netns, Family family) {
    try {
      return RulesReader.read(require(netns), family);
    } catch (CommandException e) {
      throw unreadable(netns, e);
    }
  }

  @Override
  public long generation(String netns) {
    try {
      return RulesReader.generation(require(netns));
    } catch (KernelException e) {
      throw unreadable(netns, e);
    }
  }

  private Netns require(String name) {
    return namespaces
        .find(name)
        .orElseThrow(() -> new IllegalArgumentException("no network namespace " + name));
  }

  private static IllegalStateException unreadable(Object netns, Exception why) {
    return new IllegalStateException("network namespace " + netns + ": " + why.getMessage(), why);
  }

  /** Whether no device's operational state lags behind its carrier (RFC 2863, ifOperStatus). */
  public boolean isSettled() {
    return namespaces.all().stream().allMatch(RealView::isSettled);
  }

  private static boolean isSettled(Netns netns) {
    try (NetlinkSocket route = NetlinkSocket.open(netns, NetlinkSocket.ROUTE)) {
      return new LinkReader(route).isSettled();
    } catch (KernelException e) {
      throw unreadable(netns, e);
    }
  }

  private static List<ConnectionView> connections(Netns netns, Map<String, String> settings)
      throws KernelException {
    if (settings.getOrDefault(COUNT, "0").equals("0")) {
      return List.of();
    }
    try (NetlinkSocket socket = NetlinkSocket.open(netns, NetlinkSocket.NETFILTER)) {
      return ConnectionReader.read(socket);
    }
  }
}
