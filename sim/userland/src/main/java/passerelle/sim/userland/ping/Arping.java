package passerelle.sim.userland.ping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.uapi.RouteAnswer;
import passerelle.sim.uapi.RouteQuery;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.text.CNumber;
import passerelle.text.Resources;

/** arping 2.25 by Thomas Habets, asking for addresses (arping(8)). */
public final class Arping implements BlockingProgram {
  private static final String LETTERS = "0aAbBC:c:dDeFg:hi:I:m:pPqQ:rRs:S:t:T:uUvV:w:W:zZ";
  private static final String UNMODELLED = "AbBDFgmpPQRsStTUVzZ";
  private static final int FRAME = 42;
  private static final String USAGE = Resources.text(Arping.class, "arping.txt");

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse(LETTERS, "", self.arguments());
    getopt.orExit(getopt.operands().size() == 1, self, "arping", 1, USAGE);
    getopt.without(self, "arping", UNMODELLED);
    Net net = new Net(self);
    String name = getopt.operands().get(0);
    Resolver.Result found = new Resolver(self, net).lookup(name);
    if (!found.isFound()) {
      return self.stderr().print("arping: Can't resolve " + name + ", or bad MAC address\n", 1);
    }
    Optional<String> wanted = getopt.value("I").or(() -> getopt.value("i"));
    Optional<String> device = wanted.or(() -> deviceTowards(net, found.first()));
    ArpProbe probe;
    try {
      probe = new ArpProbe(self, net, device.orElse(""), found.first());
    } catch (KernelException none) {
      return self.stderr()
          .print(
              wanted.isPresent()
                  ? "arping: libnet_init(LIBNET_LINK, "
                      + wanted.get()
                      + "): libnet_check_iface() ioctl: No such device\n"
                  : "arping: Unable to automatically find interface to use. Is it on the local"
                      + " LAN?\narping: Use -i to manually specify interface.\n",
              1);
    }
    return new Session(self, getopt, found.first(), probe).run();
  }

  private static Optional<String> deviceTowards(Net net, IpAddress target) {
    try {
      RouteAnswer route = net.routes().get(RouteQuery.to(target));
      return route.gateway().isPresent() || route.isLocal()
          ? Optional.empty()
          : Optional.of(route.device());
    } catch (KernelException noRoute) {
      return Optional.empty();
    }
  }

  /** One run. */
  private static final class Session {
    private final Process self;
    private final Getopt getopt;
    private final IpAddress target;
    private final ArpProbe probe;
    private final List<Long> times = new ArrayList<>();
    private boolean interrupted;
    private int sent;

    Session(Process self, Getopt getopt, IpAddress target, ArpProbe probe) {
      this.self = self;
      this.getopt = getopt;
      this.target = target;
      this.probe = probe;
    }

    int run() {
      boolean plain = !getopt.has("q") && !getopt.has("r");
      if (plain) {
        self.stdout().print("ARPING " + target + "\n");
      }
      self.onSignal(Signal.INT, () -> interrupted = true);
      long count = getopt.number(Long.MAX_VALUE, "c");
      long deadline =
          getopt.has("w") ? self.now() + getopt.number(1, "w") * EventLoop.SECOND : Long.MAX_VALUE;
      long wanted = getopt.number(Long.MAX_VALUE, "C");
      while (sent < count && times.size() < wanted && !interrupted && self.now() < deadline) {
        round(plain, Math.min(EventLoop.SECOND, deadline - self.now()), sent + 1 < count);
      }
      if (plain) {
        self.stdout().print(summary());
      }
      return times.isEmpty() ? 1 : 0;
    }

    private void round(boolean plain, long patience, boolean more) {
      long asked = self.now();
      sent++;
      probe.ask(MacAddress.BROADCAST, MacAddress.ZERO);
      boolean answered = false;
      long end = asked + patience;
      Optional<ArpProbe.Reply> reply = probe.await(asked, Math.max(0, end - self.now()));
      while (reply.isPresent()) {
        answered = true;
        print(plain, reply.get());
        times.add(reply.get().nanos());
        reply = more ? probe.await(asked, Math.max(0, end - self.now())) : Optional.empty();
      }
      if (!answered && plain) {
        self.stdout().print("Timeout\n");
      }
    }

    private void print(boolean plain, ArpProbe.Reply reply) {
      if (getopt.has("r")) {
        self.stdout().print(reply.mac() + "\n");
      } else if (plain) {
        self.stdout()
            .print(
                "%s bytes from %s (%s): index=%s time=%s\n"
                    .formatted(FRAME, reply.mac(), target, times.size(), time(reply.nanos())));
      }
    }

    private static String time(long nanos) {
      if (nanos < EventLoop.MILLISECOND) {
        return String.format(Locale.ROOT, "%d.%03d usec", nanos / 1000, nanos % 1000);
      }
      return nanos < EventLoop.SECOND
          ? CNumber.fixed(nanos / 1e6, 3) + " msec"
          : CNumber.fixed(nanos / 1e9, 3) + " sec";
    }

    private String summary() {
      int received = times.size();
      long unanswered = 100L * Math.max(0, sent - received) / Math.max(1, sent);
      StringBuilder out = new StringBuilder("\n--- " + target + " statistics ---\n");
      out.append(
          "%s packets transmitted, %s packets received, %3s%% unanswered (%s extra)\n"
              .formatted(sent, received, unanswered, Math.max(0, received - sent)));
      if (received == 0) {
        return out.append('\n').toString();
      }
      double mean = times.stream().mapToLong(Long::longValue).average().orElse(0);
      double variance = times.stream().mapToDouble(t -> (t - mean) * (t - mean)).sum() / received;
      long min = times.stream().mapToLong(Long::longValue).min().orElse(0);
      long max = times.stream().mapToLong(Long::longValue).max().orElse(0);
      return out.append(
              "rtt min/avg/max/std-dev = %s/%s/%s/%s ms\n"
                  .formatted(
                      CNumber.fixed(min / 1e6, 3),
                      CNumber.fixed(mean / 1e6, 3),
                      CNumber.fixed(max / 1e6, 3),
                      CNumber.fixed(Math.sqrt(variance) / 1e6, 3)))
          .toString();
    }
  }
}
