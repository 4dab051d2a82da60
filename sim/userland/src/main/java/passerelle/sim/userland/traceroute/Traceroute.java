package passerelle.sim.userland.traceroute;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.Capability;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.traceroute.ProbeMethod.TraceFailure;
import passerelle.text.CNumber;

/** traceroute 2.1 (traceroute(8)): many probes at once, printed in their order. */
final class Traceroute implements BlockingProgram {
  @Override
  public int run(Process self) {
    Net net = new Net(self);
    Resolver resolver = new Resolver(self, net);
    try {
      TracerouteOptions options = TracerouteOptions.parse(self, resolver);
      return new Run(self, net, resolver, options).run();
    } catch (ToolFailure refusal) {
      (refusal.status() == 0 ? self.stdout() : self.stderr()).print(refusal.getMessage());
      return refusal.status();
    }
  }

  /** One run ({@code do_it}). */
  private static final class Run {
    private final Process self;
    private final Net net;
    private final Resolver resolver;
    private final TracerouteOptions options;
    private final Trace trace;
    private final ProbeMethod method;
    private final Map<IpAddress, String> names = new HashMap<>();

    /** The probes from {@code start} to {@code end} are still to be printed. */
    private int start;

    private int end;
    private long lastSent = Long.MIN_VALUE;

    Run(Process self, Net net, Resolver resolver, TracerouteOptions options) {
      this.self = self;
      this.net = net;
      this.resolver = resolver;
      this.options = options;
      trace = new Trace(options);
      start = (options.firstHop - 1) * options.probesPerHop;
      end = trace.size();
      method =
          switch (options.method) {
            case DEFAULT, UDP -> new UdpProbes(self, net, options, trace);
            case TCP -> new TcpProbes(self, net, options, trace);
            case ICMP -> new IcmpProbes(self, net, options, trace);
          };
    }

    int run() {
      boolean raw = options.method == TracerouteOptions.Method.TCP;
      raw |= options.method == TracerouteOptions.Method.ICMP;
      if (raw && !self.has(Capability.NET_RAW)) {
        return self.stderr()
            .print(
                "You do not have enough privileges to use this traceroute method.\n"
                    + "socket: Operation not permitted\n",
                1);
      }
      try {
        method.open();
        printHeader();
        while (start < end) {
          Optional<Long> until = advance();
          if (until.isPresent()) {
            net.await(method::hasAnswers, Math.max(0, until.get() - self.now()));
            method.collect();
          }
        }
      } catch (TraceFailure failure) {
        return self.stderr().print("\n" + failure.text(self) + "\n", 1);
      }
      self.stdout().print("\n");
      return 0;
    }

    /**
     * Prints what can be printed and sends what may be under way at a time.
     *
     * @return until when to wait for answers; empty when there is more to do at once
     */
    private Optional<Long> advance() throws TraceFailure {
      Optional<Long> until = Optional.empty();
      long now = self.now();
      int underWay = 0;
      for (int n = start; n < end && underWay < options.simultaneous; n++) {
        Probe probe = trace.probe(n);
        if (n == start && !probe.done && probe.isSent()) {
          long expiry = probe.sentAt + trace.patience(n);
          if (expiry > now) {
            until = Optional.of(expiry);
          } else {
            trace.expire(n);
          }
        }
        if (probe.done) {
          finished(n);
          continue;
        }
        if (!probe.isSent()) {
          long pause = TracerouteOptions.nanos(options.pause);
          if (pause > 0 && lastSent != Long.MIN_VALUE && lastSent + pause > now) {
            return Optional.of(lastSent + pause);
          }
          send(probe, trace.hop(n));
        }
        if (until.isEmpty()) {
          until = Optional.of(probe.sentAt + trace.patience(n));
        }
        underWay++;
      }
      return until;
    }

    private void finished(int n) {
      if (n == start) {
        print(n);
        start++;
      }
      if (trace.probe(n).last) {
        end = trace.hop(n) * options.probesPerHop;
      }
    }

    private void send(Probe probe, int ttl) throws TraceFailure {
      method.send(probe, ttl);
      lastSent = probe.sentAt;
    }

    private void printHeader() {
      self.stdout()
          .print(
              "traceroute to %s (%s), %s hops max, %s byte packets"
                  .formatted(
                      options.name,
                      options.target,
                      options.maxHops,
                      options.headers() + options.dataLength));
    }

    private void print(int n) {
      Probe probe = trace.probe(n);
      StringBuilder out = new StringBuilder();
      if (trace.turn(n) == 0) {
        out.append("\n%2s ".formatted(trace.hop(n)));
      }
      if (probe.from.isEmpty()) {
        out.append(" *");
      } else if (!probe.from.equals(printedLast(n))) {
        out.append(' ').append(name(probe.from.get()));
      }
      if (probe.isAnswered()) {
        out.append("  ").append(CNumber.fixed(probe.roundTrip() / 1e6, 3)).append(" ms");
      }
      if (!probe.mark.isEmpty()) {
        out.append(' ').append(probe.mark);
      }
      self.stdout().print(out.toString());
    }

    /** Whom the last answer of the same hop came from. */
    private Optional<IpAddress> printedLast(int n) {
      for (int i = n - 1; i >= n - trace.turn(n); i--) {
        if (trace.probe(i).from.isPresent()) {
          return trace.probe(i).from;
        }
      }
      return Optional.empty();
    }

    private String name(IpAddress address) {
      if (options.numeric) {
        return address.toString();
      }
      return names.computeIfAbsent(
          address, a -> resolver.reverse(a).orElse(a.toString()) + " (" + a + ")");
    }
  }
}
