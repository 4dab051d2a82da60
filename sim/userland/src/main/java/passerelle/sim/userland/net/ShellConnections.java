package passerelle.sim.userland.net;

import java.util.List;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.sim.process.ConnectionFiles;
import passerelle.sim.process.Process;
import passerelle.sim.process.Stream;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.UdpSocket;

/** Connections as files, as bash opens them (lib/sh/netopen.c). */
public final class ShellConnections implements ConnectionFiles {

  @Override
  public Stream open(Process self, String protocol, String host, String service) throws Refused {
    Net net = new Net(self);
    OptionalInt named = new ServiceNames(self).port(service, protocol);
    if (named.isEmpty() && !service.matches("[0-9]{1,5}")) {
      throw new Refused(service, "Servname not supported for ai_socktype", false);
    }
    int port = named.orElseGet(() -> Integer.parseInt(service)) & 0xffff;
    Resolver.Destinations found = new Resolver(self, net).destinations(host);
    if (found.addresses().isEmpty()) {
      throw new Refused(host, found.outcome().text(self), false);
    }
    return connect(self, protocol, found.addresses(), port);
  }

  /** The first address that answers. */
  private static Stream connect(Process self, String protocol, List<IpAddress> addresses, int port)
      throws Refused {
    Net net = new Net(self);
    KernelException last = null;
    for (IpAddress address : addresses) {
      SocketAddress peer = new SocketAddress(address, port);
      try {
        return protocol.equals("udp") ? udp(net, peer) : tcp(net, peer);
      } catch (KernelException refused) {
        last = refused;
      }
    }
    throw new Refused("connect", last == null ? "" : self.place().libc().strerror(last), true);
  }

  private static Stream tcp(Net net, SocketAddress peer) throws KernelException {
    TcpSocket socket = net.tcp(peer.isIpv6() ? SocketFamily.INET6 : SocketFamily.INET);
    try {
      net.connectBlocking(socket, peer, -1);
    } catch (KernelException refused) {
      socket.close();
      throw refused;
    }
    return new TcpStream(socket);
  }

  private static Stream udp(Net net, SocketAddress peer) throws KernelException {
    UdpSocket socket = net.udp();
    socket.connect(peer);
    return new UdpStream(socket);
  }
}
