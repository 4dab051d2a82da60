package passerelle.sim.userland.nc;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.net.ServiceNames;
import passerelle.sim.userland.tool.ToolFailure;

/** nc of OpenBSD as Debian has it, 1.229 (nc(1)). */
public final class Nc implements BlockingProgram {
  @Override
  public int run(Process self) {
    try {
      NcOptions options = new NcOptions(self.arguments(), new ServiceNames(self));
      return options.has('l')
          ? new NcListener(self, options).run()
          : new Client(self, options).run();
    } catch (ToolFailure refused) {
      self.stderr().print(refused.getMessage());
      return refused.status();
    }
  }

  /** Connects to one port after the other. */
  private record Client(Process self, NcOptions options, Net net) {
    private static final int UDP_SCAN_SECONDS = 3;

    Client(Process self, NcOptions options) {
      this(self, options, new Net(self));
    }

    private int fail(String text) {
      self.stderr().print("nc: " + text + "\n");
      return 1;
    }

    int run() {
      String host = options.host.orElse("");
      Resolver.Destinations found = destinations(host);
      List<IpAddress> addresses = found.addresses().stream().filter(this::isWanted).toList();
      if (addresses.isEmpty()) {
        String why =
            found.addresses().isEmpty()
                ? found.outcome().text(self)
                : "Address family for hostname not supported";
        return fail(
            "getaddrinfo for host \"" + host + "\" port " + options.ports.get(0) + ": " + why);
      }
      return connect(addresses);
    }

    private Resolver.Destinations destinations(String host) {
      if (options.has('n') && IpAddress.parse(host).isEmpty()) {
        return new Resolver.Destinations(Resolver.Outcome.NO_NAME, List.of());
      }
      return new Resolver(self, net).destinations(host);
    }

    /** UDP goes over IPv4 only. */
    private boolean isWanted(IpAddress address) {
      return address.family() == Family.IPV4 || !options.has('4') && !options.has('u');
    }

    private int connect(List<IpAddress> addresses) {
      int status = 1;
      for (int port : options.ports) {
        Optional<Wire> wire = Optional.empty();
        try {
          for (int i = 0; i < addresses.size() && wire.isEmpty(); i++) {
            wire = connect(new SocketAddress(addresses.get(i), port));
          }
        } catch (KernelException refused) {
          return fail("bind failed: " + self.place().libc().strerror(refused));
        }
        if (wire.isPresent() && report(wire.get())) {
          status = 0;
          if (!options.has('z')) {
            relay(wire.get());
          }
        }
        wire.ifPresent(Wire::close);
      }
      return status;
    }

    private void relay(Wire wire) {
      Relay.Ending ending =
          new Relay.Ending(
              options.has('N'), false, options.timeout(), options.quit(), options.has('d'));
      new Relay(self, net, wire, ending).run();
    }

    /** The source that {@code -s} and {@code -p} ask for. */
    private SocketAddress source() {
      IpAddress from = options.value('s').flatMap(Family.IPV4::parse).orElse(Family.IPV4.any());
      int port =
          options
              .value('p')
              .filter(p -> p.matches("[0-9]{1,5}"))
              .map(p -> Integer.parseInt(p) & 0xffff)
              .orElse(0);
      return new SocketAddress(from, port);
    }

    private Optional<Wire> connect(SocketAddress peer) throws KernelException {
      SocketAddress source = source();
      boolean binds = !source.equals(SocketAddress.ANY);
      if (options.has('u')) {
        UdpSocket socket = net.udp();
        if (binds) {
          socket.bind(source);
        }
        socket.options().setBroadcast(options.has('b'));
        try {
          socket.connect(peer);
          return Optional.of(new Wire.Udp(socket, peer));
        } catch (KernelException refused) {
          warn(peer, " failed: " + self.place().libc().strerror(refused));
          return Optional.empty();
        }
      }
      TcpSocket socket = net.tcp(peer.isIpv6() ? SocketFamily.INET6 : SocketFamily.INET);
      if (binds) {
        socket.options().setReuseAddress(true);
        socket.bind(source);
      }
      try {
        net.connect(socket, peer, options.timeout());
        return Optional.of(new Wire.Tcp(socket));
      } catch (KernelException refused) {
        boolean late = refused.errno() == Errno.EINPROGRESS;
        warn(peer, (late ? " timed out: " : " failed: ") + self.place().libc().strerror(refused));
        socket.close();
        return Optional.empty();
      }
    }

    /** The host as it was given, and the address where that is another text. */
    private String shown(SocketAddress peer) {
      String host = options.host.orElse("");
      String address = peer.address().toString();
      return host.equals(address) ? host : host + " (" + address + ")";
    }

    private void warn(SocketAddress peer, String what) {
      if (options.has('v')) {
        self.stderr()
            .print(
                "nc: connect to %s port %s (%s)%s\n"
                    .formatted(shown(peer), peer.port(), options.protocol(), what));
      }
    }

    /** Says that the connection is there; false when UDP's probes tell otherwise. */
    private boolean report(Wire wire) {
      if (!options.has('v') && !options.has('z')) {
        return true;
      }
      boolean probing = options.has('z') || self.stdin().isTerminal();
      if (options.has('u') && !probing) {
        return true;
      }
      if (options.has('u') && !answersNothing(wire)) {
        return false;
      }
      SocketAddress peer = wire.peer();
      String service =
          options.has('n')
              ? "*"
              : new ServiceNames(self).name(peer.port(), options.protocol()).orElse("*");
      self.stderr()
          .print(
              "Connection to %s %s port [%s/%s] succeeded!\n"
                  .formatted(shown(peer), peer.port(), options.protocol(), service));
      return true;
    }

    /**
     * UDP says nothing of success: no error comes back for two datagrams at once, nor for one each
     * second ({@code udptest}). Within a lab the error is there when the first has been written.
     */
    private boolean answersNothing(Wire wire) {
      long seconds =
          options.timeout() < 0 ? UDP_SCAN_SECONDS : options.timeout() / EventLoop.SECOND;
      try {
        wire.write(Payload.of("X"));
        self.sleep(EventLoop.MILLISECOND);
        for (long left = seconds; left >= 0; left--) {
          wire.write(Payload.of("X"));
          if (left > 0) {
            self.sleep(EventLoop.SECOND);
          }
        }
        return true;
      } catch (KernelException refused) {
        return false;
      }
    }
  }
}
