package passerelle.sim.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.packet.UdpDatagram;
import passerelle.sim.ip.Counter;
import passerelle.sim.ip.TransportHandler;
import passerelle.sim.ipv4.Ipv4Stack;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.DropReason;

/** The User Datagram Protocol of one namespace (RFC 768; net/ipv4/udp.c). */
public final class Udp {
  private final Ipv4Stack stack;
  private final PortTable<UdpSocket> ports;

  Udp(Ipv4Stack stack) {
    this.stack = stack;
    ports = new PortTable<>(stack, stack.machine().random().stream("udp/" + stack.netns()));
    stack.input().register(IpProtocol.UDP, new Input());
  }

  /** A new socket that is not bound. */
  public UdpSocket open(Owner owner, SocketFamily family) {
    return new UdpSocket(this, owner, family);
  }

  Ipv4Stack stack() {
    return stack;
  }

  /** The bound sockets by port. */
  public List<UdpSocket> sockets() {
    return ports.all();
  }

  void bind(UdpSocket socket, SocketAddress wanted) throws KernelException {
    int port = wanted.port();
    if (port == 0) {
      port = ports.choose(1, p -> ports.at(p).isEmpty());
    } else if (isTaken(socket, wanted)) {
      throw new KernelException(Errno.EADDRINUSE);
    }
    socket.take(new SocketAddress(wanted.address(), port));
    ports.add(socket);
  }

  /** Another socket has the port and the address, and they do not agree to share. */
  private boolean isTaken(UdpSocket socket, SocketAddress wanted) {
    for (UdpSocket other : ports.at(wanted.port())) {
      boolean shared =
          socket.options().reuseAddress() && other.options().reuseAddress()
              || socket.options().reusePort() && other.options().reusePort();
      if (!shared && BindConflict.overlaps(socket, wanted.address(), other)) {
        return true;
      }
    }
    return false;
  }

  void remove(UdpSocket socket) {
    ports.remove(socket);
  }

  boolean isMember(Device device, IpAddress group) {
    return ports.all().stream().anyMatch(s -> s.hasJoined(device, group));
  }

  /** The socket that fits best ({@code __udp4_lib_lookup}). */
  private Optional<UdpSocket> lookup(
      IpAddress destination, int port, IpAddress source, int sourcePort, Device in) {
    UdpSocket best = null;
    int bestScore = -1;
    List<UdpSocket> candidates = ports.at(port);
    for (int i = 0; i < candidates.size(); i++) {
      int score = candidates.get(i).score(destination, source, sourcePort, in);
      if (score > bestScore) {
        bestScore = score;
        best = candidates.get(i);
      }
    }
    return best == null ? Optional.empty() : best.some();
  }

  /** What IP hands up. */
  private final class Input implements TransportHandler {
    @Override
    public void receive(Skb skb, Device in) {
      IpPacket packet = skb.ip();
      if (!(packet.transport() instanceof UdpDatagram datagram)) {
        skb.drop(in, "udp_rcv", DropReason.IP_INHDR, "damaged UDP header");
        return;
      }
      boolean toGroup =
          skb.packetType() == Skb.PacketType.BROADCAST
              || skb.packetType() == Skb.PacketType.MULTICAST;
      if (toGroup) {
        deliverToAll(skb, datagram, in);
        return;
      }
      Optional<UdpSocket> socket =
          lookup(
              packet.destination(),
              datagram.destinationPort(),
              packet.source(),
              datagram.sourcePort(),
              in);
      if (socket.isPresent()) {
        socket.get().deliver(skb, datagram, in, true);
      } else {
        nobody(skb, datagram, in);
      }
    }

    /** The error is not attached to the connection: tracking finds it, unless a rule forbids. */
    private void nobody(Skb skb, UdpDatagram datagram, Device in) {
      skb.forgetTracking();
      stack.mib().count(Counter.UDP_NO_PORTS);
      stack
          .icmp()
          .sendError(skb, IcmpMessage.DESTINATION_UNREACHABLE, IcmpMessage.PORT_UNREACHABLE, 0);
      skb.drop(in, "udp_rcv", DropReason.NO_SOCKET, "udp port " + datagram.destinationPort());
    }

    /** Broadcasts and multicasts reach all who want them ({@code __udp4_lib_mcast_deliver}). */
    private void deliverToAll(Skb skb, UdpDatagram datagram, Device in) {
      IpPacket packet = skb.ip();
      List<UdpSocket> takers = new ArrayList<>();
      for (UdpSocket socket : ports.at(datagram.destinationPort())) {
        int score = socket.score(packet.destination(), packet.source(), datagram.sourcePort(), in);
        boolean wanted =
            !packet.destination().isMulticast() || socket.hasJoined(in, packet.destination());
        if (score >= 0 && wanted) {
          takers.add(socket);
        }
      }
      if (takers.isEmpty()) {
        stack.mib().count(Counter.UDP_IGNORED_MULTICASTS);
        skb.drop(in, "udp_rcv", DropReason.NO_SOCKET, "udp port " + datagram.destinationPort());
        return;
      }
      for (int i = 0; i < takers.size(); i++) {
        takers.get(i).deliver(skb, datagram, in, i == 0);
      }
    }

    @Override
    public boolean hasSent(IpPacket quoted) {
      return sender(quoted).isPresent();
    }

    /** {@code __udp4_lib_err}. */
    @Override
    public void error(IpPacket quoted, IcmpMessage message, IpAddress reporter) {
      Optional<UdpSocket> socket = sender(quoted);
      stack.mib().count(Counter.ICMP_IN_ERRORS, socket.isEmpty() ? 1 : 0);
      socket.ifPresent(s -> s.error(quoted, message, reporter));
    }

    private Optional<UdpSocket> sender(IpPacket quoted) {
      if (quoted.transport() instanceof UdpDatagram sent) {
        for (UdpSocket socket : ports.at(sent.sourcePort())) {
          boolean port = !socket.isConnected() || socket.remote().port() == sent.destinationPort();
          if (port && socket.isAbout(quoted)) {
            return Optional.of(socket);
          }
        }
      }
      return Optional.empty();
    }
  }
}
