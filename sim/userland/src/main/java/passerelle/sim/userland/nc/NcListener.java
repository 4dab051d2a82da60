package passerelle.sim.userland.nc;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.sim.process.Process;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.socket.TcpListener;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** {@code nc -l}: waits for one connection, or with {@code -k} for one after the other. */
record NcListener(Process self, NcOptions options, Net net) {
  NcListener(Process self, NcOptions options) {
    this(self, options, new Net(self));
  }

  int run() {
    self.declareEndless();
    int port = options.ports.get(0);
    IpAddress address = Family.IPV4.any();
    if (options.host.isPresent()) {
      Resolver.Destinations found = new Resolver(self, net).destinations(options.host.get());
      if (found.addresses().isEmpty()) {
        return self.stderr().print("nc: getaddrinfo: " + found.outcome().text(self) + "\n", 1);
      }
      address = found.addresses().get(0);
    }
    try {
      if (options.has('u')) {
        datagrams(new SocketAddress(address, port));
      } else {
        connections(new SocketAddress(address, port));
      }
      return 0;
    } catch (KernelException refused) {
      return self.stderr().print("nc: " + self.place().libc().strerror(refused) + "\n", 1);
    }
  }

  private void note(String text) {
    if (options.has('v')) {
      self.stderr().print(text + "\n");
    }
  }

  private String name(IpAddress address) {
    if (options.has('n') || !options.has('v')) {
      return address.toString();
    }
    return new Resolver(self, net).reverse(address).orElse(address.toString());
  }

  private void connections(SocketAddress address) throws KernelException {
    TcpListener listener =
        net.kept(
            net.sockets()
                .tcp()
                .listen(
                    net.owner(),
                    address.isIpv6() ? SocketFamily.INET6 : SocketFamily.INET,
                    address,
                    1,
                    new SocketOptions().setReuseAddress(true).setReusePort(true)));
    note("Listening on " + address.address() + " " + listener.local().port());
    do {
      net.await(listener::isReadable, -1);
      Optional<TcpSocket> accepted = listener.accept();
      if (accepted.isPresent()) {
        if (!options.has('k')) {
          listener.close();
        }
        TcpSocket socket = net.kept(accepted.get());
        SocketAddress peer = socket.remote();
        note("Connection received on " + name(peer.address()) + " " + peer.port());
        relay(new Wire.Tcp(socket));
        socket.close();
      }
    } while (options.has('k'));
  }

  private void datagrams(SocketAddress address) throws KernelException {
    UdpSocket socket = net.udp();
    socket.options().setReuseAddress(options.has('k'));
    socket.bind(address);
    note("Bound on " + address.address() + " " + socket.local().port());
    net.await(socket::isReadable, -1);
    Optional<ReceivedDatagram> first = socket.receive();
    if (first.isPresent()) {
      SocketAddress peer = first.get().source();
      if (!options.has('k')) {
        socket.connect(peer);
      }
      note("Connection received on " + name(peer.address()) + " " + peer.port());
      self.stdout().write(first.get().payload().toBytes());
      relay(new Wire.Udp(socket, peer));
    }
  }

  private void relay(Wire wire) {
    Relay.Ending ending =
        new Relay.Ending(
            options.has('N'), true, options.timeout(), options.quit(), options.has('d'));
    new Relay(self, net, wire, ending).run();
  }
}
