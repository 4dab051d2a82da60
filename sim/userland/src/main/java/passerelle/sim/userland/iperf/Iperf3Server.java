package passerelle.sim.userland.iperf;

import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.socket.TcpListener;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Net;

/** A server of iperf3: one test after the other. */
final class Iperf3Server {
  private static final String RULE = "-".repeat(59);

  /** As many as the kernel lets wait. */
  private static final int BACKLOG = Integer.MAX_VALUE;

  /** Each stream takes three descriptors. */
  private static final int STEP = 3;

  private static final long PATIENCE = 10 * EventLoop.SECOND;
  private final Process self;
  private final Iperf3Options options;
  private final Net net;
  private boolean interrupted;

  Iperf3Server(Process self, Iperf3Options options) {
    this.self = self;
    this.options = options;
    net = new Net(self);
  }

  int run() {
    self.declareEndless();
    SocketAddress any = SocketAddress.any(options.port());
    TcpListener listener;
    try {
      SocketOptions reuse = new SocketOptions().setReuseAddress(true);
      listener =
          net.kept(
              net.sockets().tcp().listen(net.owner(), SocketFamily.INET6, any, BACKLOG, reuse));
    } catch (KernelException refused) {
      return self.stderr()
          .print(
              "iperf3: error - unable to start listener for connections: "
                  + self.place().libc().strerror(refused)
                  + "\niperf3: exiting\n",
              1);
    }
    self.onSignal(Signal.INT, () -> interrupted = true);
    for (int test = 1; !interrupted; test++) {
      self.stdout()
          .print(RULE + "\nServer listening on " + options.port() + " (test #" + test + ")\n");
      self.stdout().print(RULE + "\n");
      net.await(() -> listener.isReadable() || interrupted, -1);
      Optional<TcpSocket> accepted = listener.accept();
      if (accepted.isPresent()) {
        serve(listener, accepted.get());
        if (options.oneOff()) {
          return 0;
        }
      }
    }
    return self.stderr()
        .print("iperf3: interrupt - the server has terminated by signal Interrupt(2)\n", 1);
  }

  private void serve(TcpListener listener, TcpSocket socket) {
    net.kept(socket);
    Control control = new Control(net, socket);
    SocketAddress peer = socket.remote();
    self.stdout()
        .print("Accepted connection from " + peer.address() + ", port " + peer.port() + "\n");
    Iperf3Options test = options.told(control.hear());
    try {
      if (test.udp()) {
        datagrams(control, test);
      } else {
        streams(listener, control, test);
      }
    } catch (KernelException broken) {
      self.stderr().print("iperf3: error - " + self.place().libc().strerror(broken) + "\n");
    }
    socket.close();
  }

  private void streams(TcpListener listener, Control control, Iperf3Options test)
      throws KernelException {
    Iperf3Report report = new Iperf3Report(self, false, options.unit());
    Iperf3Streams streams = new Iperf3Streams(report, test.reverse(), STEP);
    control.tell("streams");
    for (int i = 0; i < test.parallel(); i++) {
      net.await(listener::isReadable, PATIENCE);
      Optional<TcpSocket> accepted = listener.accept();
      if (accepted.isEmpty()) {
        return;
      }
      streams.add(net.kept(accepted.get()));
    }
    report.title(test.reverse());
    while (streams.seconds() < test.seconds()) {
      long end = self.now() + EventLoop.SECOND;
      if (!streams.measure(socket -> burst(test, socket))) {
        break;
      }
      streams.tell();
      self.sleep(test.reverse() ? Math.max(0, end - self.now()) : 0);
    }
    control.hear();
    control.tell(streams.result());
    streams.close();
    report.summaryTitle(test.reverse());
    streams.summary("");
  }

  private Optional<Double> burst(Iperf3Options test, TcpSocket socket) throws KernelException {
    return test.reverse()
        ? Optional.of(Burst.send(self, net, socket))
        : Burst.receive(self, net, socket);
  }

  private void datagrams(Control control, Iperf3Options test) throws KernelException {
    Iperf3Report report = new Iperf3Report(self, true, options.unit());
    UdpSocket socket = net.udp();
    socket.bind(new SocketAddress(control.socket().local().address(), options.port()));
    control.tell("streams");
    Datagrams.Counter counter = new Datagrams.Counter();
    net.await(socket::isReadable, PATIENCE);
    counter.take(socket);
    counter.peer().ifPresent(peer -> report.connected("5", socket.local(), peer));
    report.title(false);
    int before = 0;
    for (int second = 0; second < test.seconds(); second++) {
      long end = self.now() + EventLoop.SECOND;
      while (net.await(socket::isReadable, Math.max(0, end - self.now()))) {
        counter.take(socket);
      }
      int now = counter.result().received();
      Datagrams.Result part = new Datagrams.Result(now - before, counter.result().jitter());
      double bits = 8.0 * (now - before) * Datagrams.LENGTH;
      report.line("5", second, second + 1.0, bits, part.columns(now - before));
      before = now;
    }
    String end = control.hear();
    counter.take(socket);
    int total = end.matches("end [0-9]{1,9}") ? Integer.parseInt(end.substring(4)) : before;
    Datagrams.Result result = counter.result();
    control.tell(result.received() + " " + result.jitter());
    report.summaryTitle(false);
    double bits = 8.0 * result.received() * Datagrams.LENGTH / Math.max(1, test.seconds());
    report.line("5", 0, test.seconds(), bits, result.columns(total) + "receiver");
    socket.close();
  }
}
