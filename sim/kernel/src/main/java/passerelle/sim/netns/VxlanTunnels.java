package passerelle.sim.netns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Payload;
import passerelle.packet.UdpDatagram;
import passerelle.sim.ipv4.Datagram;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.link.Vxlan;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.UdpSocket;
import passerelle.trace.DropReason;

/**
 * The VXLAN devices that were made in a namespace, whose datagrams its network carries wherever
 * they are moved to, and the sockets that they share by port ({@code struct vxlan_net}).
 */
final class VxlanTunnels implements Vxlan.Underlay {
  /** {@code net.ipv4.ip_local_port_range}. */
  private static final int FIRST_PORT = 32_768;

  private static final int PORTS = 28_232;
  private final Netns netns;
  private final List<Vxlan> made = new ArrayList<>();
  private final Map<Integer, UdpSocket> sockets = new LinkedHashMap<>();
  private final List<Vxlan> open = new ArrayList<>();

  VxlanTunnels(Netns netns) {
    this.netns = netns;
  }

  /** Whether a network is there already ({@code vxlan_find_vni}). */
  boolean has(int id, int port) {
    return made.stream().anyMatch(v -> v.settings().id() == id && v.settings().port() == port);
  }

  void add(Vxlan vxlan) {
    made.add(vxlan);
  }

  @Override
  public void open(Vxlan vxlan) throws KernelException {
    int port = vxlan.settings().port();
    if (!sockets.containsKey(port)) {
      // A socket of the kernel's own, which no process has.
      UdpSocket socket = netns.sockets().udp().open(new Owner("", 0, 0), SocketFamily.INET);
      socket.bind(new SocketAddress(Family.IPV4.any(), port));
      socket.encapsulate((skb, datagram, in) -> receive(port, skb, datagram, in));
      sockets.put(port, socket);
    }
    open.add(vxlan);
    Optional<IpAddress> group = vxlan.settings().remote().filter(IpAddress::isMulticast);
    if (group.isPresent() && vxlan.lower().isPresent()) {
      sockets.get(port).join(vxlan.lower().get(), group.get());
    }
  }

  @Override
  public void close(Vxlan vxlan) {
    int port = vxlan.settings().port();
    if (open.remove(vxlan) && open.stream().noneMatch(v -> v.settings().port() == port)) {
      sockets.remove(port).close();
    }
  }

  @Override
  public void remove(Vxlan vxlan) {
    made.remove(vxlan);
  }

  @Override
  public boolean send(Vxlan vxlan, Skb frame, IpAddress to, int flow, Payload payload) {
    int port = FIRST_PORT + Math.floorMod(flow, PORTS);
    int usual = to.isMulticast() ? 1 : netns.ip().settings().defaultTtl();
    int ttl = vxlan.settings().ttl() == 0 ? usual : vxlan.settings().ttl();
    Ipv4Header header =
        new Ipv4Header(0, netns.ip().ids().next(to, IpProtocol.UDP), false, false, 0, ttl);
    Datagram datagram =
        new Datagram(
            vxlan.settings().local().orElse(Family.IPV4.any()),
            to,
            new UdpDatagram(port, vxlan.settings().port(), payload),
            header,
            vxlan.lower(),
            0,
            true,
            false,
            vxlan.name(),
            Optional.of(frame));
    try {
      return netns.ip().output().send(datagram);
    } catch (KernelException refused) {
      frame.drop(vxlan, "vxlan_xmit_one", DropReason.IP_OUTNOROUTES, "" + to);
      return false;
    }
  }

  private void receive(int port, Skb skb, UdpDatagram datagram, Device in) {
    int vni = Vxlan.vni(datagram.payload());
    Optional<Vxlan> vxlan =
        open.stream()
            .filter(v -> v.settings().id() == vni && v.settings().port() == port)
            .findFirst();
    if (vxlan.isPresent()) {
      vxlan.get().receive(skb, in, skb.ip().source(), datagram.payload());
    } else {
      skb.drop(in, "vxlan_rcv", DropReason.NO_SOCKET, "vni " + vni);
    }
  }
}
