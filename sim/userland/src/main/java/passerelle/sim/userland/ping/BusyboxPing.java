package passerelle.sim.userland.ping;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.Capability;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpProtocol;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.userland.net.BusyboxUsage;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Resolver;

/** BusyBox's ping (networking/ping.c, FANCY_PING). */
public final class BusyboxPing implements BlockingProgram {
  private static final String LETTERS = "46qvAnc:s:t:w:W:i:I:p:";

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse(LETTERS, "", self.arguments());
    getopt.orExit(!getopt.operands().isEmpty(), self, "ping", 1, BusyboxUsage.of("ping", self));
    for (String option : List.of("c", "s", "t", "w", "W")) {
      Optional<String> value = getopt.value(option);
      if (value.isPresent() && !value.get().matches("[0-9]{1,9}")) {
        return self.stderr().print("ping: invalid number '" + value.get() + "'\n", 1);
      }
    }
    getopt.without(self, "ping", "6");
    return new Session(self, getopt).run();
  }

  /** One run. */
  private static final class Session extends RawEchoes {
    private static final int STAMP = 4;

    Session(Process self, Getopt getopt) {
      super(self, getopt, STAMP);
    }

    private int bad(String address) {
      return self.stderr().print("ping: bad address '" + address + "'\n", 1);
    }

    int run() {
      Resolver resolver = new Resolver(self, net);
      boolean raw = self.has(Capability.NET_RAW);
      RawSocket socket = raw ? net.raw(IpProtocol.ICMP) : net.ping();
      identifier = raw ? identifier : socket.identifier();
      Optional<String> source = getopt.value("I");
      Optional<IpAddress> from = Optional.empty();
      if (source.isPresent()) {
        try {
          socket.bindToDevice(source.get());
        } catch (KernelException noDevice) {
          from = Family.IPV4.parse(source.get());
          if (from.isEmpty()) {
            return bad(source.get());
          }
        }
      }
      Resolver.Result found = resolver.lookup(name);
      if (!found.isFound()) {
        return bad(name);
      }
      target = found.first();
      try {
        if (from.isPresent()) {
          socket.bind(from.get());
        }
      } catch (KernelException refused) {
        return self.stderr()
            .print("ping: bind: " + self.place().libc().strerror(refused) + "\n", 1);
      }
      getopt.value("t").ifPresent(t -> socket.options().setTtl((int) number(64, "t") & 0xff));
      self.stdout()
          .print(
              "PING %s (%s)%s: %s data bytes\n"
                  .formatted(name, target, from.map(f -> " from " + f).orElse(""), size));
      if (!raw && !(fallsBack() && PingPath.mayOpenPingSocket(self))) {
        return self.stderr().print("ping: permission denied (are you root?)\n", 1);
      }
      self.onSignal(Signal.INT, () -> interrupted = true);
      if (count == 0 && !getopt.has("w")) {
        self.declareEndless();
      }
      return loop(socket);
    }

    /** Alpine has mended it so that it takes a ping socket where it may not have a raw one. */
    private boolean fallsBack() {
      return self.place().tools().name().equals("alpine");
    }

    private int loop(RawSocket socket) {
      long start = self.now();
      long nextSend = start;
      long end = getopt.has("w") ? start + number(0, "w") * EventLoop.SECOND : Long.MAX_VALUE;
      while (!interrupted && (count == 0 || statistics.received() < count)) {
        boolean allSent = count > 0 && statistics.count() >= count;
        if (!allSent && self.now() >= nextSend && self.now() < end) {
          if (!send(socket, "sendto")) {
            return 1;
          }
          nextSend += interval();
          if (count > 0 && statistics.count() >= count) {
            end = Math.min(end, self.now() + number(10, "W") * EventLoop.SECOND);
          }
          continue;
        }
        if (self.now() >= end) {
          break;
        }
        long until = allSent ? end : Math.min(nextSend, end);
        net.await(() -> interrupted || socket.isReadable(), until - self.now());
        if (receive(socket) && getopt.has("A")) {
          nextSend = self.now();
        }
      }
      self.stdout().print(statistics.busybox(name));
      return statistics.received() > 0 ? 0 : 1;
    }

    @Override
    boolean take(ReceivedDatagram datagram) {
      if (!(datagram.packet().transport() instanceof IcmpMessage message) || !isMine(message)) {
        return false;
      }
      String text = answer(datagram, message, "seq=");
      self.stdout().print(getopt.has("q") ? "" : text);
      return true;
    }
  }
}
