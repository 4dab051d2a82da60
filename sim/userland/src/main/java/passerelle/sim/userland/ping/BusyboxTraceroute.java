package passerelle.sim.userland.ping;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.BusyboxUsage;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** BusyBox's traceroute (networking/traceroute.c): one probe after the other. */
public final class BusyboxTraceroute implements BlockingProgram {
  private static final String LETTERS = "46FIlnrdvxt:i:m:p:q:s:w:z:f:g:";
  private static final String UNMODELLED = "6lrxtsg";

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse(LETTERS, List.of(), self.arguments());
    if (getopt.error().isPresent() || getopt.operands().isEmpty()) {
      getopt.error().ifPresent(e -> self.stderr().print("traceroute: " + e + "\n"));
      self.stderr().print(BusyboxUsage.of("traceroute", self));
      return 1;
    }
    for (Getopt.Option option : getopt.options()) {
      if (UNMODELLED.contains(option.name())) {
        self.stderr()
            .print("traceroute: Passerelle does not model option -" + option.name() + "\n");
        return 2;
      }
    }
    Net net = new Net(self);
    String name = getopt.operands().get(0);
    Resolver.Result found = new Resolver(self, net).lookup(name);
    if (!found.isFound()) {
      self.stderr().print("traceroute: bad address '" + name + "'\n");
      return 1;
    }
    int length =
        getopt.operands().size() > 1 ? 8 + number(Optional.of(getopt.operands().get(1)), 38) : 46;
    ProbeSettings settings =
        new ProbeSettings(
            length, 0, getopt.has("F"), getopt.has("n"), getopt.value("i").orElse(""));
    try {
      findSource(net, found.first());
    } catch (KernelException refused) {
      String reason =
          "can't connect to remote host (" + found.first() + "): " + refused.getMessage();
      self.stderr().print("traceroute: " + reason + "\n");
      return 1;
    }
    return trace(self, net, getopt, settings, found.first());
  }

  /** It connects a UDP socket before all else, to know the address that it sends from. */
  private static void findSource(Net net, IpAddress target) throws KernelException {
    UdpSocket socket = net.udp();
    try {
      socket.connect(new SocketAddress(target, 1));
    } finally {
      socket.close();
    }
  }

  private static int number(Optional<String> text, int otherwise) {
    return text.filter(t -> t.matches("[0-9]{1,5}")).map(Integer::parseInt).orElse(otherwise);
  }

  private static int trace(
      Process self, Net net, Getopt getopt, ProbeSettings settings, IpAddress target) {
    int max = number(getopt.value("m"), 30);
    int queries = number(getopt.value("q"), 3);
    long wait = number(getopt.value("w"), 3) * EventLoop.SECOND;
    int port = number(getopt.value("p"), 33434);
    self.stdout()
        .print(
            "traceroute to "
                + getopt.operands().get(0)
                + " ("
                + target
                + "), "
                + max
                + " hops max, "
                + settings.length()
                + " byte packets\n");
    ProbeMethod method;
    try {
      method =
          getopt.has("I")
              ? new IcmpProbes(net, settings, target, self.pid() & 0xffff)
              : new UdpProbes(net, settings, new SocketAddress(target, port));
    } catch (KernelException refused) {
      String what = "can't bind to interface " + settings.device() + ": " + refused.getMessage();
      self.stderr().print("traceroute: " + what + "\n");
      return 1;
    }
    int index = 0;
    for (int ttl = number(getopt.value("f"), 1); ttl <= max; ttl++) {
      self.stdout().print(String.format(Locale.ROOT, "%2d", ttl));
      Optional<IpAddress> last = Optional.empty();
      boolean reached = false;
      for (int i = 0; i < queries; i++) {
        Probe probe = new Probe(index++, ttl);
        try {
          probe.sent(self.now());
          net.systemCall();
          method.send(probe);
        } catch (KernelException refused) {
          self.stderr().print("traceroute: sendto: " + refused.getMessage() + "\n");
          return 1;
        }
        await(self, net, method, probe, wait);
        print(self, net, settings, probe, last);
        last = probe.from().isPresent() ? probe.from() : last;
        reached |= probe.hasReached();
      }
      self.stdout().print("\n");
      if (reached) {
        break;
      }
    }
    return 0;
  }

  private static void await(Process self, Net net, ProbeMethod method, Probe probe, long wait) {
    long end = self.now() + wait;
    while (!probe.isOver() && self.now() < end) {
      net.await(method::isReady, end - self.now());
      method.collect(List.of(probe));
    }
  }

  private static void print(
      Process self, Net net, ProbeSettings settings, Probe probe, Optional<IpAddress> last) {
    if (probe.from().isEmpty()) {
      self.stdout().print("  *");
      return;
    }
    if (!probe.from().equals(last)) {
      IpAddress from = probe.from().get();
      String shown =
          settings.numeric()
              ? from.toString()
              : new Resolver(self, net).reverse(from).orElse(from.toString()) + " (" + from + ")";
      self.stdout().print("  " + shown);
    }
    self.stdout()
        .print("  " + PingStatistics.millis(probe.roundTrip() / 1000) + " ms" + probe.mark());
  }
}
