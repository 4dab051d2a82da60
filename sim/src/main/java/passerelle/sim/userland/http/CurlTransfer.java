package passerelle.sim.userland.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv6Address;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.link.Device;
import passerelle.sim.process.Process;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** One request of curl and its answer. */
final class CurlTransfer {
  private static final int CHUNK = 16384;

  /** What curl knows the machine itself by ({@code hostip.c:get_localhost}). */
  private static final List<IpAddress> LOCALHOST =
      List.of(Ipv6Address.LOOPBACK, Ipv4Address.LOOPBACK);

  /** How long curl computes before it sends, and before it closes. */
  private static final long PREPARE = 300_000;

  private static final long CLOSE = 2 * EventLoop.MILLISECOND;
  private final Process self;
  private final CurlOptions options;
  private final Net net;
  private final CurlMeter meter;
  private final Url url;
  private Optional<TcpSocket> connected = Optional.empty();

  CurlTransfer(Process self, CurlOptions options, Net net, CurlMeter meter, Url url) {
    this.self = self;
    this.options = options;
    this.net = net;
    this.meter = meter;
    this.url = url;
  }

  /** The connection, once there was one. */
  Optional<TcpSocket> connection() {
    return connected;
  }

  /** Whether octets of data are told: not where they would stand between them on a terminal. */
  static boolean tellsData(Process self, CurlOptions options) {
    boolean toFile = !options.outputs.isEmpty() || options.has("remote-name");
    return toFile || !self.stdout().isTerminal();
  }

  private void note(String text) {
    if (options.isVerbose()) {
      self.stderr().print("* " + text + "\n");
    }
  }

  /** Nanoseconds left until a limit counted from the start; negative when there is no limit. */
  private long left(long limit) {
    return limit <= 0 ? -1 : Math.max(0, meter.start() + limit - self.now());
  }

  private long connectLeft() {
    long byConnect = left(options.connectTimeout());
    long byAll = left(options.maxTime());
    return byAll < 0 ? byConnect : Math.min(byAll, byConnect);
  }

  HttpReply run() throws CurlFailure {
    if (!url.scheme().equals("http")) {
      throw url.scheme().equals("https")
          ? new CurlFailure(35, "Passerelle does not model TLS")
          : new CurlFailure(1, "Protocol \"" + url.scheme() + "\" not supported");
    }
    TcpSocket socket = connect(addresses());
    connected = Optional.of(socket);
    note("using HTTP/1.x");
    self.sleep(PREPARE);
    HttpReply reply = new HttpReply(options.method().equals("HEAD"));
    try {
      sendAll(socket, announced(CurlRequest.of(options, url)).text());
      receive(socket, reply);
    } finally {
      self.sleep(CLOSE);
      socket.close();
    }
    return reply;
  }

  /** The addresses to try, of the families that are wanted ({@code cf_he_ctx_init}). */
  private List<IpAddress> addresses() throws CurlFailure {
    String given = options.resolve.get(url.host() + ":" + url.effectivePort());
    Optional<IpAddress> literal = IpAddress.parse(given == null ? url.host() : given);
    List<IpAddress> wanted = new ArrayList<>(literal.map(List::of).orElseGet(List::of));
    if (literal.isEmpty()) {
      wanted.addAll(url.isLocalhost() ? LOCALHOST : resolved());
      note("Host " + url.host() + ":" + url.effectivePort() + " was resolved.");
      note("IPv6: " + listed(wanted.stream().filter(Ipv6Address.class::isInstance)));
      note("IPv4: " + listed(wanted.stream().filter(Ipv4Address.class::isInstance)));
    }
    wanted.removeIf(this::isUnwanted);
    if (wanted.isEmpty()) {
      throw unconnected("Could not connect to server");
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
          28, "Resolving timed out after " + (limitMillis() + 1) + " milliseconds");
    }
    if (found.isEmpty()) {
      note("Could not resolve host: " + url.host());
      note("shutting down connection #0");
      throw new CurlFailure(6, "Could not resolve host: " + url.host());
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

  private TcpSocket connect(List<IpAddress> addresses) throws CurlFailure {
    for (IpAddress address : addresses) {
      SocketAddress peer = new SocketAddress(address, url.effectivePort());
      note("  Trying " + peer + "...");
      TcpSocket socket = net.tcp(peer.isIpv6() ? SocketFamily.INET6 : SocketFamily.INET);
      if (!bind(socket, peer)) {
        continue;
      }
      try {
        net.connect(socket, peer, connectLeft());
        note("Connected to " + url.host() + " (" + address + ") port " + url.effectivePort());
        return socket;
      } catch (KernelException refused) {
        socket.close();
        if (refused.errno() == Errno.EINPROGRESS) {
          self.sleep(EventLoop.MILLISECOND);
          String text = "Connection timed out after " + (limitMillis() + 1) + " milliseconds";
          note(text);
          note("closing connection #0");
          throw new CurlFailure(28, text);
        }
        noteRefusal(socket, peer, refused);
      }
    }
    String text =
        "Failed to connect to "
            + url.host()
            + " port "
            + url.effectivePort()
            + " after "
            + meter.elapsedMillis()
            + " ms: Could not connect to server";
    note(text);
    throw unconnected(text);
  }

  private CurlFailure unconnected(String text) {
    if (options.isVerbose()) {
      meter.line(0, -1);
      meter.end();
    }
    note("closing connection #0");
    return new CurlFailure(7, text);
  }

  private void noteRefusal(TcpSocket socket, SocketAddress peer, KernelException refused) {
    if (socket.local().port() == 0) {
      note("Immediate connect fail for " + peer.address() + ": " + refused.getMessage());
    } else {
      note(
          "connect to "
              + peer.address()
              + " port "
              + peer.port()
              + " from "
              + socket.local().address()
              + " port "
              + socket.local().port()
              + " failed: "
              + refused.getMessage());
    }
  }

  /**
   * {@code --interface} and {@code --local-port}.
   *
   * @return false when the address to bind to is not of the peer's family
   */
  private boolean bind(TcpSocket socket, SocketAddress peer) throws CurlFailure {
    Optional<String> from = options.value("interface");
    IpAddress address = Ipv4Address.ANY;
    if (from.isPresent()) {
      Optional<Device> device = net.device(from.get());
      Optional<IpAddress> literal = IpAddress.parse(from.get());
      if (device.isPresent()) {
        socket.options().setDevice(device);
      } else if (literal.isPresent()) {
        address = literal.get();
        int wanted = peer.address().width();
        String family = " family " + family(wanted) + " resolved to '";
        note("Name '" + address + "'" + family + address + "' family " + family(address.width()));
        if (address.width() != wanted) {
          return false;
        }
      } else {
        throw new CurlFailure(
            45, "Couldn't bind to '" + from.get() + "' with errno 19: No such device");
      }
    }
    Optional<String> wished = options.value("local-port").filter(p -> p.matches("[0-9]{1,5}"));
    int port = wished.map(Integer::parseInt).orElse(0);
    if (port == 0 && address.isUnspecified()) {
      return true;
    }
    try {
      socket.bind(new SocketAddress(address, port));
      note("Local port: " + port);
      return true;
    } catch (KernelException refused) {
      throw new CurlFailure(
          45, "bind failed with errno " + refused.errno().number() + ": " + refused.getMessage());
    }
  }

  /** AF_INET or AF_INET6 by the length of an address in bits. */
  private static int family(int width) {
    return width == 32 ? 2 : 10;
  }

  /** Says what is sent, before it is. */
  private CurlRequest announced(CurlRequest request) {
    if (!request.user().isEmpty()) {
      note("Server auth using Basic with user '" + request.user().replaceAll(":.*", "") + "'");
    }
    if (options.isVerbose()) {
      request.lines().forEach(line -> self.stderr().print("> " + line + "\n"));
      self.stderr().print("> \n");
    }
    int length = request.body().length();
    if (length == 0) {
      note("Request completely sent off");
    } else if (options.isVerbose()) {
      if (tellsData(self, options)) {
        self.stderr().print("} [" + length + " bytes data]\n");
      }
      note("upload completely sent off: " + length + " bytes");
    }
    return request;
  }

  private void sendAll(TcpSocket socket, String text) throws CurlFailure {
    Payload rest = Payload.of(text);
    try {
      while (rest.length() > 0) {
        int taken = socket.send(rest);
        rest = rest.slice(taken, rest.length());
        if (rest.length() > 0 && !net.await(socket::isWritable, left(options.maxTime()))) {
          throw timedOut(new HttpReply(false));
        }
      }
    } catch (KernelException broken) {
      throw new CurlFailure(55, "Send failure: " + broken.getMessage());
    }
  }

  private void receive(TcpSocket socket, HttpReply reply) throws CurlFailure {
    while (!reply.isComplete()) {
      if (!net.await(socket::isReadable, left(options.maxTime()))) {
        throw timedOut(reply);
      }
      Optional<Errno> error = socket.takeReadError();
      if (error.isPresent()) {
        throw new CurlFailure(56, "Recv failure: " + error.get().text());
      }
      if (socket.atEnd()) {
        break;
      }
      reply.add(socket.receive(CHUNK));
      if (reply.received() >= 5 && !reply.looksLikeHttp()) {
        throw new CurlFailure(1, "Received HTTP/0.9 when not allowed");
      }
    }
    if (reply.received() == 0) {
      throw new CurlFailure(52, "Empty reply from server");
    }
    if (reply.contentLength().isPresent() && !reply.isComplete()) {
      long missing = reply.contentLength().get() - reply.bodyReceived();
      throw new CurlFailure(18, "end of response with " + missing + " bytes missing");
    }
  }

  private CurlFailure timedOut(HttpReply reply) {
    self.sleep(EventLoop.MILLISECOND);
    long millis = options.maxTime() / EventLoop.MILLISECOND + 1;
    String amount =
        reply.contentLength().isPresent()
            ? reply.bodyReceived() + " out of " + reply.contentLength().get()
            : String.valueOf(reply.bodyReceived());
    return new CurlFailure(
        28,
        "Operation timed out after " + millis + " milliseconds with " + amount + " bytes received");
  }
}
