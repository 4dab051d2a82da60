package passerelle.sim.userland.socat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.socket.InetSocket;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.socket.TcpListener;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.nc.Wire;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.net.ServiceNames;
import passerelle.sim.userland.tool.ToolFailure;

/** Opens one address in one process, and goes on from there: with fork, once per peer. */
final class Opening {
  private static final int BACKLOG = 5;

  /** The sockets that socat opens at its start to learn about the kernel come before. */
  private static final int DESCRIPTOR = 5;

  private final Process self;
  private final SocatAddress address;
  private final SocatLog log;
  private final Net net;

  /** What happens with an end that is open; it may be in a child process. */
  @FunctionalInterface
  interface Next {
    void run(Process process, Wire wire) throws ToolFailure;
  }

  Opening(Process self, SocatAddress address, boolean notices) {
    this.self = self;
    this.address = address;
    log = new SocatLog(self, notices);
    net = new Net(self);
  }

  void run(Next next) throws ToolFailure {
    switch (address.kind()) {
      case OPEN, GOPEN, CREATE -> next.run(self, file());
      case STDIO -> next.run(self, new Stdio(self));
      case TCP -> next.run(self, new Wire.Tcp(connect()));
      case TCP_LISTEN -> accept(next);
      case UDP -> next.run(self, udp(true));
      case UDP_DATAGRAM -> next.run(self, udp(false));
      case UDP_LISTEN -> awaitDatagram(next);
      case EXEC -> next.run(self, program(List.of(address.command().trim().split(" +"))));
      case SYSTEM -> next.run(self, program(List.of("sh", "-c", address.command())));
      case UDP_RECV -> next.run(self, new Wire.Udp(bound(), SocketAddress.ANY));
    }
  }

  /** A file, which is made where the address or its options say so. */
  private Wire file() throws ToolFailure {
    String name = address.command();
    String path = FileSystem.resolve(self.directory(), name);
    boolean makes =
        address.kind() != SocatAddress.Kind.OPEN || address.has("creat") || address.has("create");
    boolean empties = address.kind() == SocatAddress.Kind.CREATE || address.has("trunc");
    boolean there = self.files().exists(path);
    try {
      if (!there && !makes) {
        throw new FileError(Errno.ENOENT);
      }
      if (!there || empties) {
        self.files().write(path, new byte[0]);
      }
    } catch (FileError refused) {
      boolean one = self.arguments().contains("-u");
      String last = self.arguments().get(self.arguments().size() - 1);
      String mode = one ? last.startsWith(address.text()) ? "01" : "00" : "02";
      throw log.error("open(\"" + name + "\", " + mode + ", 0666): " + refused.getMessage());
    }
    return new FileEnd(self.files(), path, address.has("append"));
  }

  private Wire program(List<String> argv) throws ToolFailure {
    Optional<Toolset.Tool> tool = self.place().tools().find(argv.get(0));
    if (tool.isEmpty()) {
      String words = "\"" + argv.get(0) + "\"";
      throw log.error("execvp(" + words + ", " + words + "): No such file or directory");
    }
    return new ChildEnd(self, tool.get().program(), argv);
  }

  private static String shown(SocketAddress socket) {
    return "AF=2 " + socket.address() + ":" + socket.port();
  }

  private int port() throws ToolFailure {
    String service = address.service();
    if (service.matches("[0-9]{1,9}")) {
      return Integer.parseInt(service) & 0xffff;
    }
    OptionalInt named = new ServiceNames(self).port(service, address.protocol());
    String why = ": Servname not supported for ai_socktype";
    return named.orElseThrow(
        () -> log.error("getaddrinfo(\"NULL\", \"" + service + "\", {0x01,2,1,0}, {})" + why));
  }

  private IpAddress resolve(String host) throws ToolFailure {
    Resolver.Result found = Resolver.ofIpv4(self, net).lookup(host);
    if (found.isFound()) {
      return found.first();
    }
    String service = address.service();
    String why = ": " + found.outcome().text(self);
    int type = address.protocol().equals("udp") ? 2 : 1;
    int protocol = type == 1 ? 6 : 17;
    log.warning(
        String.format(
            "getaddrinfo(\"%s\", \"%s\", {0x20,0,%d,%d}, {})%s",
            host, service, type, protocol, why));
    log.warning(
        String.format(
            "_xioopen_ipapp_prepare(node=\"%s\", service=\"%s\", pf=0, ...)%s",
            host, service, why));
    throw new ToolFailure(255, "");
  }

  /** Where {@code bind=} puts a socket that connects or sends. */
  private Optional<SocketAddress> source() throws ToolFailure {
    Optional<String> text = address.option("bind");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] words = text.get().split(":", 2);
    IpAddress from = words[0].isEmpty() ? Family.IPV4.any() : resolve(words[0]);
    int port = words.length > 1 && words[1].matches("[0-9]{1,5}") ? Integer.parseInt(words[1]) : 0;
    return Optional.of(new SocketAddress(from, port & 0xffff));
  }

  /** Where a socket that waits for others is bound. */
  private SocketAddress own() throws ToolFailure {
    IpAddress at = source().map(SocketAddress::address).orElse(Family.IPV4.any());
    return new SocketAddress(at, port());
  }

  private ToolFailure bindFailed(SocketAddress at, KernelException refused) {
    return log.error("bind(5, {" + shown(at) + "}, 16): " + refused.getMessage());
  }

  private TcpSocket connect() throws ToolFailure {
    SocketAddress peer = new SocketAddress(resolve(address.host()), port());
    Optional<SocketAddress> source = source();
    log.notice("opening connection to " + address.host() + ":" + address.service());
    log.notice("opening connection to " + shown(peer));
    TcpSocket socket = net.tcp();
    socket.options().setReuseAddress(address.has("reuseaddr"));
    String call = "bind(5, {" + source.map(Opening::shown).orElse("") + "}, 16): ";
    try {
      if (source.isPresent()) {
        socket.bind(source.get());
      }
      call = "connect(5, " + shown(peer) + ", 16): ";
      net.connectBlocking(socket, peer, -1);
    } catch (KernelException refused) {
      log.warning(call + self.place().libc().strerror(refused));
      throw log.error(address.text() + ": " + self.place().libc().strerror(refused));
    }
    return socket;
  }

  private Wire udp(boolean connected) throws ToolFailure {
    SocketAddress peer = new SocketAddress(resolve(address.host()), port());
    Optional<SocketAddress> source = source();
    UdpSocket socket = net.udp();
    socket.options().setReuseAddress(address.has("reuseaddr"));
    socket.options().setBroadcast(address.has("broadcast"));
    try {
      if (source.isPresent()) {
        socket.bind(source.get());
      }
    } catch (KernelException refused) {
      throw bindFailed(source.orElse(SocketAddress.ANY), refused);
    }
    try {
      if (connected) {
        socket.connect(peer);
      }
    } catch (KernelException refused) {
      log.warning("connect(5, " + shown(peer) + ", 16): " + self.place().libc().strerror(refused));
      throw log.error(address.text() + ": " + self.place().libc().strerror(refused));
    }
    return new Wire.Udp(socket, peer);
  }

  private void accept(Next next) throws ToolFailure {
    SocketAddress at = own();
    SocketOptions options = new SocketOptions().setReuseAddress(address.has("reuseaddr"));
    Owner owner =
        new Owner(self.name(), self.hostPid(), DESCRIPTOR, self.has(Capability.NET_BIND_SERVICE));
    TcpListener listener;
    try {
      listener =
          net.kept(net.sockets().tcp().listen(owner, SocketFamily.INET, at, BACKLOG, options));
    } catch (KernelException refused) {
      throw bindFailed(at, refused);
    }
    do {
      log.notice("listening on " + shown(at));
      TcpSocket socket = accepted(listener);
      log.notice(
          "accepting connection from " + shown(socket.remote()) + " on " + shown(socket.local()));
      if (!address.has("fork")) {
        listener.close();
      }
      serve(next, socket, new Wire.Tcp(socket));
    } while (address.has("fork"));
  }

  private TcpSocket accepted(TcpListener listener) {
    Optional<TcpSocket> accepted = Optional.empty();
    while (accepted.isEmpty()) {
      net.await(listener::isReadable, -1);
      accepted = listener.accept();
    }
    return accepted.get();
  }

  /** Goes on with one peer: here, or with fork in a child while this process awaits the next. */
  private void serve(Next next, InetSocket socket, Wire wire) throws ToolFailure {
    if (!address.has("fork")) {
      net.kept(socket);
      SocatEnvironment.of(self).tellEnds(socket.local(), socket.remote());
      next.run(self, wire);
      return;
    }
    BlockingProgram serving =
        process -> {
          new Net(process).kept(socket);
          SocatEnvironment.of(process)
              .tellProcess(self.pid())
              .tellEnds(socket.local(), socket.remote());
          return Socat.guarded(process, () -> next.run(process, wire));
        };
    Process child = self.spawn(serving, self.argv()).create();
    log.notice("forked off child process " + child.pid());
    child.start();
  }

  private UdpSocket bound() throws ToolFailure {
    SocketAddress at = own();
    UdpSocket socket = net.udp();
    socket.options().setReuseAddress(address.has("reuseaddr") || address.has("fork"));
    socket.options().setBroadcast(address.has("broadcast"));
    try {
      socket.bind(at);
    } catch (KernelException refused) {
      throw bindFailed(at, refused);
    }
    return socket;
  }

  /** The first datagram makes a connection with its sender ({@code _xioopen_ipdgram_listen}). */
  private void awaitDatagram(Next next) throws ToolFailure {
    do {
      UdpSocket socket = bound();
      log.notice("listening on UDP " + shown(socket.local()));
      net.await(socket::isReadable, -1);
      SocketAddress peer = socket.peek().orElseThrow().source();
      log.notice("accepting UDP connection from " + shown(peer));
      try {
        socket.connect(peer);
      } catch (KernelException refused) {
        throw log.error(
            "connect(5, {" + shown(peer) + "}, 16): " + self.place().libc().strerror(refused));
      }
      serve(next, socket, new Wire.Udp(socket, peer));
    } while (address.has("fork"));
  }
}
