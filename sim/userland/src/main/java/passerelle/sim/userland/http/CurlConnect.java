package passerelle.sim.userland.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/**
 * How curl gets a TCP connection: names, addresses one after the other, what to bind to.
 *
 * @param url whose host and port to connect to
 */
record CurlConnect(
    Process self, CurlOptions options, Net net, CurlMeter meter, CurlTrace trace, Url url) {
  /** {@code CURLE_COULDNT_CONNECT}. */
  private static final int COULDNT_CONNECT = 7;

  /** {@code CURLE_OPERATION_TIMEDOUT}: of the kernel's own patience, too (is_connected). */
  private static final int OPERATION_TIMEDOUT = 28;

  /** What curl knows the machine itself by ({@code hostip.c:get_localhost}). */
  private static final List<IpAddress> LOCALHOST =
      List.of(Ipv6Address.LOOPBACK, Family.IPV4.loopback());

  private long connectLeft() {
    return meter.left(options.connectTimeout(), options.maxTime());
  }

  /** The addresses to try, of the families that are wanted ({@code cf_he_ctx_init}). */
  List<IpAddress> addresses() throws CurlFailure {
    String given = options.resolve.get(url.host() + ":" + url.effectivePort());
    Optional<IpAddress> literal = IpAddress.parse(given == null ? url.host() : given);
    List<IpAddress> wanted = new ArrayList<>(literal.map(List::of).orElseGet(List::of));
    if (literal.isEmpty()) {
      wanted.addAll(url.isLocalhost() ? LOCALHOST : resolved());
      trace.note("Host " + url.host() + ":" + url.effectivePort() + " was resolved.");
      trace.note("IPv6: " + listed(wanted.stream().filter(Ipv6Address.class::isInstance)));
      trace.note("IPv4: " + listed(wanted.stream().filter(a -> a.family() == Family.IPV4)));
    }
    wanted.removeIf(this::isUnwanted);
    if (wanted.isEmpty()) {
      throw unconnected(COULDNT_CONNECT, "Could not connect to server");
    }
    return wanted;
  }

  /** Not of the family that {@code -4} or {@code -6} asks for. */
  private boolean isUnwanted(IpAddress address) {
    return options.has(address instanceof Ipv6Address ? "ipv4" : "ipv6");
  }

  private static String listed(Stream<IpAddress> addresses) {
    String list = addresses.map(IpAddress::toString).collect(Collectors.joining(", "));
    return list.isEmpty() ? "(none)" : list;
  }

  private List<IpAddress> resolved() throws CurlFailure {
    long left = connectLeft();
    Resolver resolver = new Resolver(self, net);
    if (left >= 0) {
      resolver.until(self.now() + left);
    }
    List<IpAddress> found = new ArrayList<>(resolver.destinations(url.host()).addresses());
    found.removeIf(this::isUnwanted);
    if (connectLeft() == 0) {
      throw new CurlFailure(
          OPERATION_TIMEDOUT, "Resolving timed out after " + (limitMillis() + 1) + " milliseconds");
    }
    if (found.isEmpty()) {
      trace.note("Could not resolve host: " + url.host());
      trace.note("shutting down connection #0");
      throw new CurlFailure(6, "Could not resolve host: " + url.host()).told();
    }
    return found;
  }

  private long limitMillis() {
    long limit = options.connectTimeout();
    if (options.maxTime() > 0) {
      limit = Math.min(limit, options.maxTime());
    }
    return limit / EventLoop.MILLISECOND;
  }

  TcpSocket connect(List<IpAddress> addresses) throws CurlFailure {
    int failure = COULDNT_CONNECT;
    for (IpAddress address : addresses) {
      SocketAddress peer = new SocketAddress(address, url.effectivePort());
      trace.note("  Trying " + peer + "...");
      TcpSocket socket = net.tcp(peer.isIpv6() ? SocketFamily.INET6 : SocketFamily.INET);
      if (!bind(socket, peer)) {
        continue;
      }
      try {
        net.connect(socket, peer, connectLeft());
        return socket;
      } catch (KernelException refused) {
        socket.close();
        if (refused.errno() == Errno.EINPROGRESS) {
          self.sleep(EventLoop.MILLISECOND);
          String text = "Connection timed out after " + (limitMillis() + 1) + " milliseconds";
          trace.note(text);
          trace.note("closing connection #0");
          throw new CurlFailure(OPERATION_TIMEDOUT, text);
        }
        failure = refused.errno() == Errno.ETIMEDOUT ? OPERATION_TIMEDOUT : COULDNT_CONNECT;
        noteRefusal(socket, peer, refused);
      }
    }
    String text =
        "Failed to connect to %s port %s after %s ms: Could not connect to server"
            .formatted(url.host(), url.effectivePort(), meter.elapsedMillis());
    trace.note(text);
    throw unconnected(failure, text);
  }

  private CurlFailure unconnected(int code, String text) {
    meter.stop();
    trace.note("closing connection #0");
    return new CurlFailure(code, text).told();
  }

  private void noteRefusal(TcpSocket socket, SocketAddress peer, KernelException refused) {
    if (socket.local().port() == 0) {
      trace.note("Immediate connect fail for " + peer.address() + ": " + refused.getMessage());
    } else {
      trace.note(
          "connect to %s port %s from %s port %s failed: %s"
              .formatted(
                  peer.address(),
                  peer.port(),
                  socket.local().address(),
                  socket.local().port(),
                  refused.getMessage()));
    }
  }

  /**
   * {@code --interface} and {@code --local-port}.
   *
   * @return false when the address to bind to is not of the peer's family
   */
  private boolean bind(TcpSocket socket, SocketAddress peer) throws CurlFailure {
    Optional<String> from = options.value("interface");
    IpAddress address = Family.IPV4.any();
    if (from.isPresent()) {
      Optional<IpAddress> literal = IpAddress.parse(from.get());
      if (literal.isPresent()) {
        address = literal.get();
        int wanted = peer.address().width();
        String family = " family " + family(wanted) + " resolved to '";
        trace.note(
            "Name '" + address + "'" + family + address + "' family " + family(address.width()));
        if (address.width() != wanted) {
          return false;
        }
      } else {
        bindToDevice(socket, from.get());
      }
    }
    Optional<String> wished = options.value("local-port").filter(p -> p.matches("[0-9]{1,5}"));
    int port = wished.map(Integer::parseInt).orElse(0);
    if (port == 0 && address.isUnspecified()) {
      return true;
    }
    try {
      socket.bind(new SocketAddress(address, port));
      trace.note("Local port: " + port);
      return true;
    } catch (KernelException refused) {
      throw new CurlFailure(
          45,
          "bind failed with errno %s: %s"
              .formatted(refused.errno().number(), self.place().libc().strerror(refused)));
    }
  }

  private void bindToDevice(TcpSocket socket, String name) throws CurlFailure {
    try {
      socket.bindToDevice(name);
    } catch (KernelException refused) {
      throw new CurlFailure(
          45,
          ("Couldn't bind to '" + name + "' with errno " + refused.errno().number())
              + (": " + self.place().libc().strerror(refused)));
    }
  }

  /** AF_INET or AF_INET6 by the length of an address in bits. */
  private static int family(int width) {
    return width == 32 ? 2 : 10;
  }
}
