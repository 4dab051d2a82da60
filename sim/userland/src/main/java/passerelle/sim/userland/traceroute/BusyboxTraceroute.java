package passerelle.sim.userland.traceroute;

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
final class BusyboxTraceroute implements BlockingProgram {
  private static final String LETTERS = "46FIlnrdvxt:i:m:p:q:s:w:z:f:g:";
  private static final String UNMODELLED = "6lrxtsg";

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse(LETTERS, "", self.arguments());
    getopt.orExit(
        !getopt.operands().isEmpty(), self, "traceroute", 1, BusyboxUsage.of("traceroute", self));
    getopt.without(self, "traceroute", UNMODELLED);
    Net net = new Net(self);
    String name = getopt.operands().get(0);
    Resolver.Result found = new Resolver(self, net).lookup(name);
    if (!found.isFound()) {
      return self.stderr().print("traceroute: bad address '" + name + "'\n", 1);
    }
    try {
      findSource(net, found.first());
    } catch (KernelException refused) {
      String reason =
          "can't connect to remote host (%s): %s"
              .formatted(found.first(), self.place().libc().strerror(refused));
      return self.stderr().print("traceroute: " + reason + "\n", 1);
    }
    return new Run(self, net, getopt, found.first()).run();
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

  /** One run. */
  private static final class Run {
    private final Process self;
    private final Net net;
    private final Getopt getopt;
    private final BusyboxProbes.Aim aim;

    Run(Process self, Net net, Getopt getopt, IpAddress target) {
      this.self = self;
      this.net = net;
      this.getopt = getopt;
      Optional<String> length = getopt.operands().stream().skip(1).findFirst();
      aim =
          new BusyboxProbes.Aim(
              target,
              length.map(l -> 8 + number(length, 38)).orElse(46),
              getopt.has("F"),
              getopt.value("i").orElse(""));
    }

    int run() {
      int max = number(getopt.value("m"), 30);
      self.stdout()
          .print(
              "traceroute to %s (%s), %s hops max, %s byte packets\n"
                  .formatted(getopt.operands().get(0), aim.target(), max, aim.length()));
      BusyboxProbes probes;
      try {
        probes = probes();
      } catch (KernelException refused) {
        String what =
            "can't bind to interface %s: %s"
                .formatted(aim.device(), self.place().libc().strerror(refused));
        return self.stderr().print("traceroute: " + what + "\n", 1);
      }
      int first = number(getopt.value("f"), 1);
      boolean reached = false;
      try {
        for (int ttl = first; ttl <= max && !reached; ttl++) {
          reached = hop(probes, ttl, (ttl - first) * number(getopt.value("q"), 3));
        }
      } catch (KernelException refused) {
        return self.stderr()
            .print("traceroute: sendto: " + self.place().libc().strerror(refused) + "\n", 1);
      }
      return 0;
    }

    private BusyboxProbes probes() throws KernelException {
      return getopt.has("I")
          ? new BusyboxProbes.Icmp(self, net, aim)
          : new BusyboxProbes.Udp(self, net, aim, number(getopt.value("p"), 33434));
    }

    /** The probes of a hop, of which some were sent before; true at the end of the way. */
    private boolean hop(BusyboxProbes probes, int ttl, int before) throws KernelException {
      self.stdout().print("%2s".formatted(ttl));
      int queries = number(getopt.value("q"), 3);
      long wait = number(getopt.value("w"), 3) * EventLoop.SECOND;
      Optional<IpAddress> last = Optional.empty();
      boolean reached = false;
      for (int i = 1; i <= queries; i++) {
        probes.send(before + i, ttl);
        Optional<BusyboxProbes.Answer> answer = probes.await(wait);
        self.stdout().print(answer.isEmpty() ? "  *" : text(answer.get(), last));
        last = answer.isEmpty() ? last : answer.map(BusyboxProbes.Answer::from);
        reached |= answer.filter(BusyboxProbes.Answer::isLast).isPresent();
      }
      self.stdout().print("\n");
      return reached;
    }

    private String text(BusyboxProbes.Answer answer, Optional<IpAddress> last) {
      IpAddress from = answer.from();
      long micros = answer.nanos() / 1000;
      String mark = answer.isLast() ? answer.error().map(IcmpMarks::of).orElse("") : "";
      return (last.equals(Optional.of(from)) ? "" : "  " + name(from))
          + String.format(Locale.ROOT, "  %d.%03d ms", micros / 1000, micros % 1000)
          + (mark.isEmpty() ? "" : " " + mark);
    }

    private String name(IpAddress address) {
      return getopt.has("n")
          ? address.toString()
          : new Resolver(self, net).reverse(address).orElse(address.toString())
              + " ("
              + address
              + ")";
    }
  }
}
