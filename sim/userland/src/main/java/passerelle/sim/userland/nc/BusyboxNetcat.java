package passerelle.sim.userland.nc;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.socket.TcpListener;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.BusyboxUsage;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/**
 * BusyBox's nc as Alpine and the image busybox have it, built to be like netcat 1.10
 * (networking/nc_bloaty.c).
 */
public final class BusyboxNetcat implements BlockingProgram {
  private static final int MOST_PORT = 65_535;

  @Override
  public int run(Process self) {
    List<String> words = self.arguments();
    int program = words.indexOf("-e");
    List<String> command = program < 0 ? List.of() : words.subList(program + 1, words.size());
    Getopt options =
        Getopt.parse("lkp:s:w:i:nubvo:z", "", program < 0 ? words : words.subList(0, program));
    options.orExit(self, "nc", 1, BusyboxUsage.of("netcat", self));
    options.without(self, "nc", "io");
    Run run = new Run(self, options, command);
    Optional<String> wrong = run.wrongOwnPort();
    if (wrong.isPresent()) {
      return run.fail(wrong.get());
    }
    try {
      return options.has("l") ? run.listen() : run.connect();
    } catch (KernelException refused) {
      return run.fail("bind: " + self.place().libc().strerror(refused));
    }
  }

  /** One run with its settings. */
  private record Run(Process self, Getopt options, List<String> command, Net net, boolean udp) {
    Run(Process self, Getopt options, List<String> command) {
      this(self, options, command, new Net(self), options.has("u"));
    }

    int fail(String text) {
      return self.stderr().print("nc: " + text + "\n", 1);
    }

    private int usage() {
      return self.stderr().print(BusyboxUsage.of("netcat", self), 1);
    }

    private long verbosity() {
      return options.options().stream().filter(o -> o.is('v')).count();
    }

    private void note(String text) {
      if (verbosity() > 0) {
        self.stderr().print(text + "\n");
      }
    }

    /** A port; -1 for what is none (libbb/xconnect.c:bb_lookup_port). */
    private static int port(String text) {
      int port = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
      return port <= MOST_PORT ? port : -1;
    }

    /** What is wrong with the value of {@code -p}, if it is. */
    Optional<String> wrongOwnPort() {
      return options
          .value("p")
          .filter(text -> port(text) <= 0)
          .map(text -> (port(text) == 0 ? "bad local port '" : "bad port '") + text + "'");
    }

    private SocketAddress own() {
      IpAddress address = options.value("s").flatMap(Family.IPV4::parse).orElse(Family.IPV4.any());
      return new SocketAddress(address, options.value("p").map(Run::port).orElse(0));
    }

    /** Nanoseconds of {@code -w}; negative for ever. */
    private long timeout() {
      return options
          .value("w")
          .filter(w -> w.matches("[0-9]{1,6}"))
          .map(w -> Long.parseLong(w) * EventLoop.SECOND)
          .orElse(-1L);
    }

    int connect() throws KernelException {
      List<String> words = options.operands();
      if (words.isEmpty()) {
        return usage();
      }
      String host = words.get(0);
      int port = words.size() > 1 ? port(words.get(1)) : 0;
      if (port < 0) {
        return fail("bad port '" + words.get(1) + "'");
      }
      Resolver.Result found = new Resolver(self, net).lookup(host);
      if (!found.isFound()) {
        return fail("bad address '" + host + "'");
      } else if (port == 0) {
        return usage();
      }
      SocketAddress peer = new SocketAddress(found.first(), port);
      String shown = host + " (" + peer + ")";
      try {
        Wire wire = udp ? udp(peer) : tcp(peer);
        note(shown + " open");
        if (!options.has("z")) {
          serve(wire);
        }
        wire.close();
        return 0;
      } catch (KernelException refused) {
        boolean silent = refused.errno() == Errno.ECONNREFUSED && verbosity() < 2;
        if (verbosity() > 0 && !silent) {
          boolean late = refused.errno() == Errno.EINPROGRESS;
          fail(
              shown
                  + ": "
                  + (self.place().libc().strerror(late ? Errno.ETIMEDOUT : refused.errno())));
        }
        return 1;
      }
    }

    private Wire tcp(SocketAddress peer) throws KernelException {
      TcpSocket socket = net.tcp();
      if (options.has("p") || options.has("s")) {
        socket.options().setReuseAddress(true);
        socket.bind(own());
      }
      net.connectBlocking(socket, peer, timeout());
      return new Wire.Tcp(socket);
    }

    private Wire udp(SocketAddress peer) throws KernelException {
      UdpSocket socket = net.udp();
      if (options.has("p") || options.has("s")) {
        socket.bind(own());
      }
      socket.options().setBroadcast(options.has("b"));
      socket.connect(peer);
      return new Wire.Udp(socket, peer);
    }

    int listen() throws KernelException {
      if (udp) {
        return awaitDatagram();
      }
      TcpListener listener =
          net.kept(
              net.sockets()
                  .tcp()
                  .listen(
                      net.owner(),
                      SocketFamily.INET6,
                      own(),
                      1,
                      new SocketOptions().setReuseAddress(true)));
      note("listening on [::]:" + listener.local().port() + " ...");
      do {
        net.await(listener::isReadable, -1);
        Optional<TcpSocket> accepted = listener.accept();
        if (accepted.isPresent()) {
          TcpSocket socket = net.kept(accepted.get());
          greet(socket.local(), socket.remote());
          serve(new Wire.Tcp(socket));
          socket.close();
        }
      } while (options.has("k") && !command.isEmpty());
      return 0;
    }

    /** The first datagram tells who the peer is. */
    private int awaitDatagram() throws KernelException {
      UdpSocket socket = net.udp();
      socket.options().setReuseAddress(true);
      socket.bind(own());
      note("listening on [::]:" + socket.local().port() + " ...");
      net.await(socket::isReadable, -1);
      Optional<ReceivedDatagram> first = socket.peek();
      if (first.isPresent()) {
        SocketAddress peer = first.get().source();
        socket.connect(peer);
        greet(socket.local(), peer);
        serve(new Wire.Udp(socket, peer));
      }
      return 0;
    }

    private void greet(SocketAddress local, SocketAddress peer) {
      note("connect to " + mapped(local) + " from " + mapped(peer) + " (" + mapped(peer) + ")");
    }

    /** A socket of IPv6 shows addresses of IPv4 as mapped ones (RFC 4291 section 2.5.5.2). */
    private static String mapped(SocketAddress address) {
      return address.isIpv6()
          ? address.toString()
          : "[::ffff:" + address.address() + "]:" + address.port();
    }

    /** Without {@code -w} it goes on until the peer ends; UDP's never does. */
    private void serve(Wire wire) {
      if (!command.isEmpty() && wire instanceof Wire.Tcp tcp) {
        Execution.run(self, command, tcp.socket());
        return;
      }
      Relay.Ending ending = new Relay.Ending(!udp, false, timeout(), -1, false);
      new Relay(self, net, wire, ending).run();
    }
  }
}
