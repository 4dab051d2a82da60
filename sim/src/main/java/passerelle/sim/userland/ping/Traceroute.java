package passerelle.sim.userland.ping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.socket.SocketAddress;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** traceroute 2.1.6 by Dmitry Butskoy (traceroute(8)): many probes at a time, printed in order. */
public final class Traceroute implements BlockingProgram {
  @Override
  public int run(Process self) {
    try {
      return new Session(self, TracerouteOptions.parse(self.arguments())).run();
    } catch (TracerouteOptions.Refused refused) {
      (refused.status() == 0 ? self.stdout() : self.stderr()).print(refused.getMessage());
      return refused.status();
    }
  }

  /** One run ({@code do_it}). */
  private static final class Session {
    private static final int HERE_FACTOR = 3;
    private static final int NEAR_FACTOR = 10;
    private final Process self;
    private final TracerouteOptions options;
    private final Net net;
    private final Resolver resolver;
    private final List<Probe> probes = new ArrayList<>();
    private final Map<Ipv4Address, String> names = new HashMap<>();
    private int printed;
    private Optional<Ipv4Address> lastPrinted = Optional.empty();

    Session(Process self, TracerouteOptions options) {
      this.self = self;
      this.options = options;
      net = new Net(self);
      resolver = new Resolver(self, net);
    }

    int run() {
      Resolver.Result found = resolver.lookup(options.target);
      if (!found.isFound()) {
        self.stderr()
            .print(
                options.target
                    + ": "
                    + found.outcome().text()
                    + "\nCannot handle \"host\" cmdline arg `"
                    + options.target
                    + "' on position 1 (argc "
                    + self.arguments().size()
                    + ")\n");
        return 2;
      }
      if (options.interfaceName().isPresent() && options.device(net).isEmpty()) {
        self.stderr().print("setsockopt SO_BINDTODEVICE: No such device\n");
        return 1;
      }
      Ipv4Address target = found.first();
      self.stdout()
          .print(
              "traceroute to "
                  + options.target
                  + " ("
                  + target
                  + "), "
                  + options.max
                  + " hops max, "
                  + options.length
                  + " byte packets");
      for (int i = 0; i < (options.max - options.first + 1) * options.queries; i++) {
        probes.add(new Probe(i, options.first + i / options.queries));
      }
      try {
        trace(method(target));
      } catch (KernelException refused) {
        boolean routing = refused.errno() == Errno.ENETUNREACH;
        self.stderr()
            .print("\n" + (routing ? "connect: " : "send: ") + refused.getMessage() + "\n");
        return 1;
      }
      self.stdout().print("\n");
      return 0;
    }

    private ProbeMethod method(Ipv4Address target) {
      SocketAddress to = new SocketAddress(target, options.portOf());
      return switch (options.method) {
        case ICMP -> new IcmpProbes(net, options, target, self.hostPid() & 0xffff);
        case TCP ->
            new TcpProbes(
                net,
                options,
                to,
                self.netns().machine().random().stream("traceroute/" + self.hostPid()),
                self.scheduler().loop());
        default -> new UdpProbes(net, options, to);
      };
    }

    private void trace(ProbeMethod method) throws KernelException {
      int end = probes.size();
      int next = 0;
      long mayend = 0;
      while (printed < end) {
        List<Probe> waiting = waiting(end);
        boolean maySend =
            next < end && waiting.size() < options.simultaneous && self.now() >= mayend;
        if (maySend) {
          send(method, probes.get(next++));
          mayend = self.now() + options.sendWait;
          continue;
        }
        long until = until(waiting, next < end && waiting.size() < options.simultaneous, mayend);
        net.await(method::isReady, Math.max(0, until - self.now()));
        method.collect(waiting);
        expire(waiting);
        for (Probe probe : waiting) {
          if (probe.isOver()) {
            method.forget(probe);
          }
        }
        end = Math.min(end, endOfWay());
        print(end);
      }
    }

    private void send(ProbeMethod method, Probe probe) throws KernelException {
      probe.sent(self.now());
      net.systemCall();
      method.send(probe);
    }

    private List<Probe> waiting(int end) {
      return probes.subList(0, end).stream().filter(p -> p.isSent() && !p.isOver()).toList();
    }

    private long until(List<Probe> waiting, boolean sending, long mayend) {
      long until = sending ? mayend : Long.MAX_VALUE;
      for (Probe probe : waiting) {
        until = Math.min(until, probe.sentAt() + timeout(probe));
      }
      return until == Long.MAX_VALUE ? self.now() : until;
    }

    private void expire(List<Probe> waiting) {
      for (Probe probe : waiting) {
        if (!probe.isOver() && self.now() >= probe.sentAt() + timeout(probe)) {
          probe.expire();
        }
      }
    }

    /** Others of its hop, or of later hops, tell how long an answer takes ({@code get_timeout}). */
    private long timeout(Probe probe) {
      int hop = probe.index / options.queries * options.queries;
      for (int i = hop; i < hop + options.queries; i++) {
        long roundTrip = probes.get(i).roundTrip();
        if (roundTrip > 0) {
          return Math.min(options.wait, HERE_FACTOR * (roundTrip + 10 * EventLoop.MILLISECOND));
        }
      }
      for (int i = probe.index + 1; i < probes.size() && probes.get(i).isSent(); i++) {
        long roundTrip = probes.get(i).roundTrip();
        if (roundTrip > 0) {
          return Math.min(options.wait, NEAR_FACTOR * (roundTrip + 10 * EventLoop.MILLISECOND));
        }
      }
      return options.wait;
    }

    /** The number of probes up to the first hop where the way ends. */
    private int endOfWay() {
      for (Probe probe : probes) {
        if (probe.hasReached()) {
          return (probe.index / options.queries + 1) * options.queries;
        }
      }
      return probes.size();
    }

    private void print(int end) {
      while (printed < end && probes.get(printed).isOver()) {
        print(probes.get(printed));
        printed++;
      }
    }

    private void print(Probe probe) {
      StringBuilder out = new StringBuilder();
      if (probe.index % options.queries == 0) {
        out.append(String.format(Locale.ROOT, "\n%2d ", probe.ttl));
        lastPrinted = Optional.empty();
      }
      if (probe.from().isEmpty()) {
        self.stdout().print(out.append(" *").toString());
        return;
      }
      if (!probe.from().equals(lastPrinted)) {
        out.append(' ').append(name(probe.from().get()));
        lastPrinted = probe.from();
      }
      long micros = probe.roundTrip() / 1000;
      out.append("  ").append(PingStatistics.millis(micros)).append(" ms").append(probe.mark());
      self.stdout().print(out.toString());
    }

    private String name(Ipv4Address address) {
      return options.numeric
          ? address.toString()
          : names.computeIfAbsent(
              address, a -> resolver.reverse(a).orElse(a.toString()) + " (" + a + ")");
    }
  }
}
