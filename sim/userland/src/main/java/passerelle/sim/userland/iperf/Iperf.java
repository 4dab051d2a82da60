package passerelle.sim.userland.iperf;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.lab.LabDate;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.socket.TcpListener;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.text.CNumber;

/** iperf 2.2.1 over TCP (iperf(1)). */
public final class Iperf implements BlockingProgram {
  private static final String RULE = "-".repeat(60) + "\n";
  private static final String TITLE = "[ ID] Interval       Transfer     Bandwidth\n";

  @Override
  public int run(Process self) {
    Getopt getopt =
        Getopt.parse(
            "sc:p:t:i:vue", "server=s client=c port=p time=t interval=i", self.arguments());
    getopt.orExit(self, "iperf", 1, "");
    if (getopt.has("v")) {
      return self.stderr().print("iperf version 2.2.1 (4 Nov 2024) pthreads\n", 0);
    }
    getopt.without(self, "iperf", "ue");
    int port = number(getopt, "p", 5001);
    Optional<String> host = getopt.value("c");
    if (host.isPresent()) {
      return client(self, getopt, host.get(), port);
    }
    if (getopt.has("s")) {
      return server(self, port);
    }
    return self.stderr()
        .print(
            "Usage: iperf [-s|-c host] [options]\nTry `iperf --help' for more information.\n", 1);
  }

  private static int number(Getopt getopt, String letter, int otherwise) {
    return getopt
        .value(letter)
        .filter(v -> v.matches("[1-9][0-9]{0,4}"))
        .map(Integer::parseInt)
        .orElse(otherwise);
  }

  private static String line(int id, double from, double to, double bits) {
    String octets = Amounts.octets(bits / 8 * (to - from));
    return "[%3s] %6s-%6s sec  %s  %s\n"
        .formatted(id, CNumber.fixed(from, 4), CNumber.fixed(to, 4), octets, Amounts.rate(bits));
  }

  private static int client(Process self, Getopt getopt, String host, int port) {
    Net net = new Net(self);
    Resolver.Result found = new Resolver(self, net).lookup(host);
    if (!found.isFound()) {
      return self.stderr().print(host + ": Host name lookup failure\n", 1);
    }
    self.stdout()
        .print(
            (RULE + "Client connecting to " + host + ", TCP port " + port + "\n")
                + ("TCP window size: 16.0 KByte (default)\n" + RULE));
    SocketAddress peer = new SocketAddress(found.first(), port);
    try {
      TcpSocket socket = net.tcp();
      net.connectBlocking(socket, peer, -1);
      self.stdout()
          .print("[  1] local " + text(socket.local()) + " connected with " + text(peer) + "\n");
      self.stdout().print(TITLE);
      send(self, net, getopt, socket);
      socket.close();
    } catch (KernelException refused) {
      String date =
          DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss '(UTC)'", Locale.ROOT)
              .withZone(ZoneOffset.UTC)
              .format(LabDate.at(self.now()));
      String where = peer.address() + " port " + port;
      self.stderr()
          .print(
              "[  1] tcp connect to %s failed (%s) on %s\n"
                  .formatted(where, self.place().libc().strerror(refused), date));
    }
    return 0;
  }

  private static String text(SocketAddress address) {
    return address.address() + " port " + address.port();
  }

  private static void send(Process self, Net net, Getopt getopt, TcpSocket socket)
      throws KernelException {
    int seconds = number(getopt, "t", 10);
    boolean each = getopt.has("i");
    double total = 0;
    for (int second = 0; second < seconds; second++) {
      long end = self.now() + EventLoop.SECOND;
      double rate = Burst.send(self, net, socket);
      total += rate;
      self.sleep(Math.max(0, end - self.now()));
      if (each) {
        self.stdout().print(line(1, second, second + 1.0, rate));
      }
    }
    self.stdout().print(line(1, 0, seconds, total / seconds));
  }

  private static int server(Process self, int port) {
    self.declareEndless();
    Net net = new Net(self);
    TcpListener listener;
    try {
      SocketAddress any = SocketAddress.any(port);
      SocketOptions reuse = new SocketOptions().setReuseAddress(true);
      listener =
          net.kept(net.sockets().tcp().listen(net.owner(), SocketFamily.INET, any, 128, reuse));
    } catch (KernelException refused) {
      return self.stderr()
          .print("tcp listener bind failed: " + self.place().libc().strerror(refused) + "\n", 1);
    }
    self.stdout()
        .print(
            RULE
                + ("Server listening on TCP port " + port + "\n")
                + ("TCP window size:  128 KByte (default)\n" + RULE));
    boolean[] interrupted = new boolean[1];
    self.onSignal(Signal.INT, () -> interrupted[0] = true);
    for (int id = 1; !interrupted[0]; id++) {
      net.await(() -> listener.isReadable() || interrupted[0], -1);
      Optional<TcpSocket> accepted = listener.accept();
      if (accepted.isPresent()) {
        receive(self, net, net.kept(accepted.get()), id);
      }
    }
    return 0;
  }

  private static void receive(Process self, Net net, TcpSocket socket, int id) {
    String start = "[%3s] local ".formatted(id);
    self.stdout()
        .print(start + text(socket.local()) + " connected with " + text(socket.remote()) + "\n");
    self.stdout().print(TITLE);
    int seconds = 0;
    double total = 0;
    Optional<Double> rate = Burst.receive(self, net, socket);
    while (rate.isPresent()) {
      seconds++;
      total += rate.get();
      rate = Burst.receive(self, net, socket);
    }
    socket.close();
    self.stdout().print(line(id, 0, Math.max(1, seconds), total / Math.max(1, seconds)));
  }
}
