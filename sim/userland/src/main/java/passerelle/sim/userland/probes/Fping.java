package passerelle.sim.userland.probes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.text.CNumber;

/** fping 5.1 (fping(8)). */
public final class Fping implements BlockingProgram {
  /** What the real one has besides. */
  private static final String UNMODELLED = "46b:B:C:dDf:hH:I:k:lmMNoO:Q:RsS:T:x:X:";

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse("auc:gqr:t:p:eAni:v" + UNMODELLED, "", self.arguments());
    getopt.orExit(self, "fping", 3, "see 'fping -h' for usage information\n");
    getopt.without(self, "fping", UNMODELLED.replace(":", ""));
    if (getopt.has("v")) {
      self.stdout().print("fping: Version 5.1\n");
      return 0;
    }
    return new Session(self, getopt).run();
  }

  /** One run. */
  private static final class Session {
    private static final int TTL = 64;
    private static final Payload DATA = Payload.zeros(56);
    private static final double BACKOFF = 1.5;
    private static final int MOST_TARGETS = 65_536;
    private final Process self;
    private final Getopt getopt;
    private final Net net;
    private final Echoes echoes;
    private final List<Host> hosts = new ArrayList<>();

    /** A host and its answers. */
    private static final class Host {
      private final String name;
      private final IpAddress address;
      private final List<Long> times = new ArrayList<>();
      private int sent;

      Host(String name, IpAddress address) {
        this.name = name;
        this.address = address;
      }
    }

    Session(Process self, Getopt getopt) {
      this.self = self;
      this.getopt = getopt;
      net = new Net(self);
      echoes = new Echoes(self, net, 0);
    }

    private int number(String option, int otherwise) {
      return getopt
          .value(option)
          .filter(v -> v.matches("[0-9]{1,6}"))
          .map(Integer::parseInt)
          .orElse(otherwise);
    }

    int run() {
      boolean unknown = false;
      for (String word : words()) {
        Resolver.Result found = new Resolver(self, net).lookup(word);
        if (found.isFound()) {
          hosts.add(new Host(word, found.first()));
        } else {
          self.stderr().print(word + ": " + found.outcome().text(self) + "\n");
          unknown = true;
        }
      }
      if (hosts.isEmpty()) {
        return unknown ? 2 : 1;
      }
      if (getopt.has("c")) {
        count();
      } else {
        alive();
      }
      boolean all = hosts.stream().noneMatch(host -> host.times.isEmpty());
      return unknown ? 2 : all ? 0 : 1;
    }

    private List<String> words() {
      List<String> given = getopt.operands();
      if (!getopt.has("g") || given.isEmpty()) {
        return given;
      }
      Optional<IpAddress> first = Family.IPV4.parse(given.get(0).replaceAll("/.*", ""));
      if (first.isEmpty()) {
        return List.of();
      }
      IpAddress from = first.get();
      IpAddress to = from;
      if (given.size() > 1) {
        to = Family.IPV4.parse(given.get(1)).orElse(from);
      } else if (given.get(0).matches(".*/[0-9]{1,2}")) {
        int length = Integer.parseInt(given.get(0).replaceAll(".*/", ""));
        IpPrefix network = new IpPrefix(from, Math.min(from.width(), length));
        int edge = network.broadcast().isPresent() ? 1 : 0;
        from = network.network().plus(edge);
        to = network.last().plus(-edge);
      }
      long count = Math.min(to.minus(from) + 1, MOST_TARGETS);
      return LongStream.range(0, count).mapToObj(from::plus).map(IpAddress::toString).toList();
    }

    private void alive() {
      long patience = number("t", 500) * EventLoop.MILLISECOND;
      List<Host> waiting = new ArrayList<>(hosts);
      Map<Integer, Host> sent = new LinkedHashMap<>();
      for (int i = 0; i <= number("r", 3) && !waiting.isEmpty(); i++) {
        sent.putAll(sendTo(waiting));
        long end = self.now() + patience;
        Optional<Echoes.Answer> next = echoes.await(end);
        while (next.isPresent() && !waiting.isEmpty()) {
          heard(next.get(), sent, waiting);
          next = waiting.isEmpty() ? Optional.empty() : echoes.await(end);
        }
        patience = (long) (patience * BACKOFF);
      }
      for (Host host : hosts) {
        if (host.times.isEmpty() && !getopt.has("a") && !getopt.has("q")) {
          self.stdout().print(host.name + (getopt.has("u") ? "" : " is unreachable") + "\n");
        }
      }
    }

    private Map<Integer, Host> sendTo(List<Host> waiting) {
      Map<Integer, Host> sent = new LinkedHashMap<>();
      for (Host host : waiting) {
        try {
          sent.put(echoes.send(host.address, TTL, DATA), host);
        } catch (KernelException refused) {
          self.stderr()
              .print(
                  "%s: error while sending ping: %s\n"
                      .formatted(host.name, self.place().libc().strerror(refused)));
        }
        host.sent++;
      }
      return sent;
    }

    private void heard(Echoes.Answer answer, Map<Integer, Host> sent, List<Host> waiting) {
      Host host = sent.get(answer.sequence());
      if (host == null) {
        return;
      }
      if (answer.isReply()) {
        host.times.add(answer.nanos());
        waiting.remove(host);
        if (!getopt.has("u") && !getopt.has("q")) {
          String time = getopt.has("e") ? " (" + millis(answer.nanos()) + " ms)" : "";
          self.stdout().print(host.name + (getopt.has("a") ? "" : " is alive") + time + "\n");
        }
      } else if (answer.isUnreachable()) {
        self.stderr()
            .print(
                "ICMP Host Unreachable from %s for ICMP Echo sent to %s\n"
                    .formatted(answer.from(), host.name));
      }
    }

    /** Three significant digits, as fping writes times. */
    private static String millis(double nanos) {
      double millis = nanos / EventLoop.MILLISECOND;
      return CNumber.fixed(millis, millis < 1 ? 3 : millis < 10 ? 2 : millis < 100 ? 1 : 0);
    }

    private void count() {
      int width = hosts.stream().mapToInt(host -> host.name.length()).max().orElse(0);
      int cycles = number("c", 1);
      for (int i = 0; i < cycles; i++) {
        List<Host> waiting = new ArrayList<>(hosts);
        Map<Integer, Host> sent = sendTo(waiting);
        long begin = self.now();
        long last = number("t", 500) * EventLoop.MILLISECOND;
        long end = begin + (i + 1 < cycles ? number("p", 1000) * EventLoop.MILLISECOND : last);
        Optional<Echoes.Answer> next = echoes.await(end);
        while (next.isPresent()) {
          Host host = sent.get(next.get().sequence());
          if (host != null && next.get().isReply()) {
            host.times.add(next.get().nanos());
            waiting.remove(host);
            line(host, width, i, "64 bytes, " + millis(next.get().nanos()) + " ms");
          }
          boolean done = waiting.isEmpty() && i + 1 == cycles;
          next = done ? Optional.empty() : echoes.await(end);
        }
        for (Host host : waiting) {
          line(host, width, i, "timed out");
        }
      }
      summary(width);
    }

    private void line(Host host, int width, int index, String what) {
      if (getopt.has("q")) {
        return;
      }
      double average = host.times.stream().mapToLong(t -> t).average().orElse(0);
      String mean = host.times.isEmpty() ? "NaN" : millis(average);
      String name = String.format("%-" + width + "s", host.name);
      self.stdout()
          .print(
              "%s : [%s], %s (%s avg, %s loss)\n".formatted(name, index, what, mean, lost(host)));
    }

    private static String lost(Host host) {
      return 100 * (host.sent - host.times.size()) / Math.max(1, host.sent) + "%";
    }

    private void summary(int width) {
      StringBuilder out = new StringBuilder(getopt.has("q") ? "" : "\n");
      for (Host host : hosts) {
        out.append(String.format("%-" + width + "s : xmt/rcv/%%loss = ", host.name));
        out.append(host.sent + "/" + host.times.size() + "/" + lost(host));
        if (!host.times.isEmpty()) {
          double average = host.times.stream().mapToLong(t -> t).average().orElse(0);
          long least = host.times.stream().mapToLong(t -> t).min().orElse(0);
          long most = host.times.stream().mapToLong(t -> t).max().orElse(0);
          out.append(
              ", min/avg/max = " + millis(least) + "/" + millis(average) + "/" + millis(most));
        }
        out.append('\n');
      }
      self.stderr().print(out.toString());
    }
  }
}
