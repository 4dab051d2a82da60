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
import passerelle.real.clock.RealClock;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.sys.Namespaces;
import passerelle.real.sys.Netns;

/**
 * Reads namespaces of the real kernel as values. A snapshot is not taken at one moment: its parts
 * are read one after the other, within a few milliseconds. Meanwhile the lab takes no namespace
 * down.
 *
 * @param clock the lock that whoever takes one down holds
 */
public record RealView(Namespaces namespaces, Services services, RealClock clock)
    implements Kernel.View {
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

  /** What is read of a namespace. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(Netns netns) throws KernelException, IOException;
  }

  /** Reads it, if it is there; {@link IllegalStateException} where the kernel does not let us. */
  private <T> Optional<T> read(String name, Reading<T> reading) {
    return clock.get(() -> namespaces.find(name).map(netns -> of(netns, reading)));
  }

  private static <T> T of(Netns netns, Reading<T> reading) {
    try {
      return reading.of(netns);
    } catch (KernelException | IOException e) {
      throw unreadable(netns, e);
    }
  }

  @Override
  public NetnsSnapshot snapshot(String name) {
    return read(name, this::snapshot).orElseGet(() -> NetnsSnapshot.nothing(name));
  }

  private NetnsSnapshot snapshot(Netns netns) throws KernelException, IOException {
    try (NetlinkSocket route = NetlinkSocket.open(netns, NetlinkSocket.ROUTE)) {
      Map<String, String> settings = netns.call(SettingsReader::read);
      LinkReader links = new LinkReader(route);
      PeerReader peers = new PeerReader(route, netns.name(), namespaces.all());
      return new NetnsSnapshot(
          netns.name(),
          links.views(new AddressReader(route), peers),
          RouteReader.read(route, links),
          NeighbourReader.neighbours(route, links),
          NeighbourReader.forwarding(route, links),
          RulesReader.read(netns, Family.IPV4).uncounted(),
          RulesReader.read(netns, Family.IPV6).uncounted(),
          connections(netns, settings),
          sockets(netns),
          settings);
    }
  }

  @Override
  public List<LinkView> links(String name) {
    return read(name, this::links).orElse(List.of());
  }

  private List<LinkView> links(Netns netns) throws KernelException {
    try (NetlinkSocket route = NetlinkSocket.open(netns, NetlinkSocket.ROUTE)) {
      PeerReader peers = new PeerReader(route, netns.name(), namespaces.all());
      return new LinkReader(route).views(new AddressReader(route), peers);
    }
  }

  @Override
  public List<RouteSpec> routes(String name) {
    return read(name, RealView::routes).orElse(List.of());
  }

  private static List<RouteSpec> routes(Netns netns) throws KernelException {
    try (NetlinkSocket route = NetlinkSocket.open(netns, NetlinkSocket.ROUTE)) {
      return RouteReader.read(route, new LinkReader(route));
    }
  }

  @Override
  public List<NetnsSnapshot.Socket> sockets(String name) {
    return read(name, this::sockets).orElse(List.of());
  }

  private List<NetnsSnapshot.Socket> sockets(Netns netns) throws KernelException {
    try (NetlinkSocket diagnosis = NetlinkSocket.open(netns, SocketReader.SOCK_DIAG)) {
      return SocketReader.named(
          SocketReader.read(diagnosis), row -> services.process(netns, row.protocol(), row.port()));
    }
  }

  @Override
  public Optional<String> sysctl(String name, String key) {
    return read(name, netns -> netns.call(() -> SettingsReader.read(key))).flatMap(found -> found);
  }

  @Override
  public RulesView rules(String name, Family family) {
    return read(name, netns -> RulesReader.read(netns, family)).orElse(RulesView.NONE);
  }

  @Override
  public long generation(String name) {
    return read(name, RulesReader::generation).orElse(0L);
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
