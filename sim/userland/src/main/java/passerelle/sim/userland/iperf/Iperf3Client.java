package passerelle.sim.userland.iperf;

import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** A client of iperf3. */
final class Iperf3Client {
  /** Each stream takes two descriptors. */
  private static final int STEP = 2;

  private final Process self;
  private final Iperf3Options options;
  private final String host;
  private final Net net;
  private final Iperf3Report report;
  private boolean interrupted;

  Iperf3Client(Process self, Iperf3Options options, String host) {
    this.self = self;
    this.options = options;
    this.host = host;
    net = new Net(self);
    report = new Iperf3Report(self, options.udp(), options.unit());
  }

  int run() {
    Resolver.Result found = new Resolver(self, net).lookup(host);
    if (!found.isFound()) {
      return unable(found.outcome().text(self));
    }
    SocketAddress server = new SocketAddress(found.first(), options.port());
    self.onSignal(Signal.INT, () -> interrupted = true);
    try {
      TcpSocket socket = net.tcp();
      net.connectBlocking(socket, server, -1);
      Control control = new Control(net, socket);
      control.tell(options.parameters());
      if (control.hear().isEmpty()) {
        return self.stderr().print("iperf3: error - control socket has closed unexpectedly\n", 1);
      }
      report.say("Connecting to host " + host + ", port " + options.port());
      if (options.reverse()) {
        report.say("Reverse mode, remote host " + host + " is sending");
      }
      if (options.udp()) {
        datagrams(control, server);
      } else {
        streams(control, server);
      }
      report.say("\niperf Done.");
      return 0;
    } catch (KernelException refused) {
      return unable(self.place().libc().strerror(refused));
    }
  }

  private int unable(String why) {
    return self.stderr()
        .print(
            "iperf3: error - unable to connect to server - server may have stopped running or use"
                + " a different port, firewall issue, etc.: "
                + why
                + "\n",
            1);
  }

  private void streams(Control control, SocketAddress server) throws KernelException {
    Iperf3Streams streams = new Iperf3Streams(report, !options.reverse(), STEP);
    for (int i = 0; i < options.parallel(); i++) {
      TcpSocket socket = net.tcp();
      net.connectBlocking(socket, server, -1);
      streams.add(socket);
    }
    report.title(true);
    while (streams.seconds() < options.seconds() && !interrupted) {
      long end = self.now() + EventLoop.SECOND;
      streams.measure(this::burst);
      self.sleep(Math.max(0, end - self.now()));
      streams.tell();
    }
    streams.shutdown();
    control.tell("end");
    String result = control.hear();
    streams.close();
    control.socket().close();
    report.summaryTitle(true);
    streams.summary(result);
  }

  private Optional<Double> burst(TcpSocket socket) throws KernelException {
    return Optional.of(
        options.reverse()
            ? Burst.receive(self, net, socket).orElse(0.0)
            : Burst.send(self, net, socket));
  }

  private void datagrams(Control control, SocketAddress server) throws KernelException {
    UdpSocket socket = net.udp();
    socket.connect(server);
    report.connected("5", socket.local(), server);
    report.title(true);
    Datagrams datagrams = new Datagrams(self, options.rate());
    int total = 0;
    int seconds = 0;
    for (; seconds < options.seconds() && !interrupted; seconds++) {
      int sent = datagrams.send(socket);
      total += sent;
      double bits = 8.0 * sent * Datagrams.LENGTH;
      report.line("5", seconds, seconds + 1.0, bits, "  " + sent + "  ");
    }
    control.tell("end " + total);
    Optional<Datagrams.Result> result = Datagrams.Result.parse(control.hear());
    socket.close();
    control.socket().close();
    report.summaryTitle(false);
    double bits = 8.0 * total * Datagrams.LENGTH / Math.max(1, seconds);
    String none = "  0.000 ms  0/%s (0%%)  sender".formatted(total);
    report.line("5", 0, seconds, bits, none);
    if (result.isPresent()) {
      double arrived = bits * result.get().received() / Math.max(1, total);
      report.line("5", 0, seconds, arrived, result.get().columns(total) + "receiver");
    }
  }
}
