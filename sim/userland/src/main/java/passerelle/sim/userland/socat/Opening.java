package passerelle.sim.userland.socat;

import java.util.List;
import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Toolset;
import passerelle.sim.socket.InetSocket;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.socket.TcpListener;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.nc.Wire;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.tool.ToolFailure;

/** Opens one address in one process, and goes on from there: with fork, once per peer. */
final class Opening {
  private static final int BACKLOG = 5;

  private final Process self;
  private final SocatAddress address;
  private final SocatLog log;
  private final Net net;
  private final IpApp places;
  private final Way way;
  private final Optional<End> beside;

  /** The first descriptor that it gets. */
  private final int descriptor;

  /** What happens with an end that is open; it may be in a child process. */
  @FunctionalInterface
  interface Next {
    void run(Process process, End end) throws ToolFailure;
  }

  /**
   * An address that is to be opened.
   *
   * @param beside the end that is open already, where there is one
   */
  Opening(Process self, SocatAddress address, boolean notices, Way way, Optional<End> beside) {
    this.self = self;
    this.address = address;
    this.way = way;
    log = new SocatLog(self, notices);
    net = new Net(self);
    places = new IpApp(self, address, log, net);
    this.beside = beside;
    descriptor = free(End.FIRST);
  }

  private int free(int from) {
    return beside.map(end -> end.free(from)).orElse(from);
  }

  void run(Next next) throws ToolFailure {
    switch (address.kind()) {
      case OPEN, GOPEN, CREATE -> next.run(self, end(file()));
      case STDIO -> next.run(self, stdio());
      case PIPE -> next.run(self, pipe());
      case TCP -> next.run(self, end(new Wire.Tcp(connect())));
      case TCP_LISTEN -> accept(next);
      case UDP -> next.run(self, end(udp(true)));
      case UDP_DATAGRAM -> next.run(self, end(udp(false)));
      case UDP_LISTEN -> awaitDatagram(next);
      case UDP_RECVFROM -> awaitPackets(next);
      case UDP_RECV -> next.run(self, end(new Wire.Udp(bound(), SocketAddress.ANY)));
      case EXEC -> next.run(self, end(program(List.of(address.command().trim().split(" +")))));
      case SYSTEM -> next.run(self, end(program(List.of("sh", "-c", address.command()))));
    }
  }

  private End end(Wire wire) {
    return endAt(descriptor, wire);
  }

  private End endAt(int number, Wire wire) {
    boolean lines = address.has("crlf") || address.has("crnl");
    return End.at(number, lines ? new CrNl(wire) : wire);
  }

  private End stdio() {
    switch (way) {
      case READ -> log.notice("using stdin for reading");
      case WRITE -> log.notice("using stdout for writing");
      case BOTH -> log.notice("reading from and writing to stdio");
    }
    Wire wire = end(new Stdio(self)).wire();
    return new End(wire, way.reads() ? 0 : 1, way.writes() ? 1 : 0);
  }

  private End pipe() {
    log.notice("writing to and reading from unnamed pipe");
    End end = end(PipeEnd.unnamed());
    return new End(end.wire(), descriptor, free(descriptor + 1));
  }

  /** A file, which is made where the address or its options say so. */
  private Wire file() throws ToolFailure {
    String name = address.command();
    String path = self.path(name);
    boolean makes =
        address.kind() != SocatAddress.Kind.OPEN || address.has("creat") || address.has("create");
    boolean empties = address.kind() == SocatAddress.Kind.CREATE || address.has("trunc");
    boolean there = self.files().exists(path);
    log.notice(
        (address.kind() == SocatAddress.Kind.CREATE ? "creating" : "opening")
            + (there || address.kind() == SocatAddress.Kind.CREATE ? " regular file" : " undef")
            + (" \"" + name + "\" for " + way.text()));
    try {
      if (!there && !makes) {
        throw new FileError(Errno.ENOENT);
      }
      if (!there || empties) {
        self.files().write(path, new byte[0]);
      }
    } catch (FileError refused) {
      String mode = "0" + way.flags();
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
    log.notice("forking off child, using socket for " + way.text());
    Program program = tool.get().program();
    return PipeEnd.ofChild(self, program, argv, address.has("stderr"), this::tellChild);
  }

  private void tellChild(Process child) {
    for (int i = 0; i < 2; i++) {
      log.notice("forked off child process " + child.pid());
    }
    if (address.kind() == SocatAddress.Kind.EXEC) {
      new SocatLog(child, log.notices()).notice("execvp'ing \"" + child.name() + "\"");
    }
    await(child);
  }

  private void await(Process child) {
    child.onExit(() -> log.notice("childdied(): handling signal " + Signal.CHLD.number()));
  }

  private ToolFailure bindFailed(SocketAddress at, KernelException refused) {
    return log.error(
        "bind(" + descriptor + ", {" + IpApp.shown(at) + "}, 16): " + refused.getMessage());
  }

  private TcpSocket connect() throws ToolFailure {
    SocketAddress peer = places.peer();
    Optional<SocketAddress> source = places.source();
    tellConnecting(peer);
    TcpSocket socket = net.tcp();
    socket.options().setReuseAddress(address.has("reuseaddr"));
    String call = "bind(" + descriptor + ", {" + source.map(IpApp::shown).orElse("") + "}, 16): ";
    try {
      if (source.isPresent()) {
        socket.bind(source.get());
      }
      call = "connect(" + descriptor + ", " + IpApp.shown(peer) + ", 16): ";
      net.connectBlocking(socket, peer, -1);
    } catch (KernelException refused) {
      log.warning(call + self.place().libc().strerror(refused));
      throw log.error(address.text() + ": " + self.place().libc().strerror(refused));
    }
    tellConnected(socket);
    return socket;
  }

  private void tellConnecting(SocketAddress peer) {
    log.notice("opening connection to " + address.host() + ":" + address.service());
    log.notice("opening connection to " + IpApp.shown(peer));
  }

  private void tellConnected(InetSocket socket) {
    log.notice("successfully connected from local address " + IpApp.shown(socket.local()));
    log.notice("successfully connected to " + address.host() + ":" + address.service());
  }

  private Wire udp(boolean connected) throws ToolFailure {
    SocketAddress peer = places.peer();
    Optional<SocketAddress> source = places.source();
    if (connected) {
      tellConnecting(peer);
    }
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
        tellConnected(socket);
      } else {
        log.notice("successfully prepared local socket " + IpApp.shown(socket.local()));
      }
    } catch (KernelException refused) {
      log.warning(
          "connect(%s, %s, 16): %s"
              .formatted(descriptor, IpApp.shown(peer), self.place().libc().strerror(refused)));
      throw log.error(address.text() + ": " + self.place().libc().strerror(refused));
    }
    return new Wire.Udp(socket, peer);
  }

  private void accept(Next next) throws ToolFailure {
    SocketAddress at = places.own();
    boolean apart = address.option("reuseaddr").filter("0"::equals).isPresent();
    SocketOptions options = new SocketOptions().setReuseAddress(!apart);
    Owner owner =
        new Owner(self.name(), self.hostPid(), descriptor, self.has(Capability.NET_BIND_SERVICE));
    TcpListener listener;
    try {
      listener =
          net.kept(net.sockets().tcp().listen(owner, SocketFamily.INET, at, BACKLOG, options));
    } catch (KernelException refused) {
      throw bindFailed(at, refused);
    }
    do {
      log.notice("listening on " + IpApp.shown(at));
      TcpSocket socket = accepted(listener);
      log.notice(
          "accepting connection from "
              + IpApp.shown(socket.remote())
              + " on "
              + IpApp.shown(socket.local()));
      if (!address.has("fork")) {
        listener.close();
      }
      End end = endAt(free(descriptor + 1), new Wire.Tcp(socket));
      serve(next, socket, end);
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
  private void serve(Next next, InetSocket socket, End end) throws ToolFailure {
    if (!address.has("fork")) {
      net.kept(socket);
      SocatEnvironment.of(self).tellEnds(socket.local(), end.wire().peer());
      next.run(self, end);
      return;
    }
    boolean shared = address.kind() == SocatAddress.Kind.UDP_RECVFROM;
    BlockingProgram serving =
        process -> {
          new SocatLog(process, log.notices()).attendSignals();
          if (!shared) {
            new Net(process).kept(socket);
          }
          SocatEnvironment.of(process)
              .tellProcess(self.pid())
              .tellEnds(socket.local(), end.wire().peer());
          return Socat.guarded(process, () -> next.run(process, end));
        };
    Process child = self.spawn(serving, self.argv()).create();
    log.notice("forked off child process " + child.pid());
    await(child);
    child.start();
  }

  private UdpSocket bound() throws ToolFailure {
    SocketAddress at = places.own();
    UdpSocket socket = net.udp();
    boolean listens = address.kind() == SocatAddress.Kind.UDP_LISTEN;
    socket.options().setReuseAddress(address.has("reuseaddr") || listens && address.has("fork"));
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
      log.notice("listening on UDP " + IpApp.shown(socket.local()));
      net.await(socket::isReadable, -1);
      SocketAddress peer = socket.peek().orElseThrow().source();
      log.notice("accepting UDP connection from " + IpApp.shown(peer));
      try {
        socket.connect(peer);
      } catch (KernelException refused) {
        throw log.error(
            "connect(%s, {%s}, 16): %s"
                .formatted(descriptor, IpApp.shown(peer), self.place().libc().strerror(refused)));
      }
      serve(next, socket, end(new Wire.Udp(socket, peer)));
    } while (address.has("fork"));
  }

  /** Each packet is all that comes from its sender ({@code _xioopen_udp_recvfrom}). */
  private void awaitPackets(Next next) throws ToolFailure {
    UdpSocket socket = bound();
    do {
      log.notice("receiving on " + IpApp.shown(socket.local()));
      net.await(socket::isReadable, -1);
      ReceivedDatagram packet = socket.receive().orElseThrow();
      log.notice("receiving packet from " + IpApp.shown(packet.source()));
      serve(next, socket, end(new PacketEnd(socket, packet)));
    } while (address.has("fork"));
  }
}
