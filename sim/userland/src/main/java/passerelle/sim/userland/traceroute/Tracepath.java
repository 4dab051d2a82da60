package passerelle.sim.userland.traceroute;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.socket.ExtendedError;
import passerelle.sim.socket.SocketOptions.PathMtu;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.text.Resources;

/** tracepath of iputils (tracepath.c): the way, and the largest packet that it takes. */
final class Tracepath implements BlockingProgram {
  private static final int NAME_COLUMN = 52;
  private static final int FIRST_PORT = 44444;
  private static final int PROBE_HEADER = 24;
  private static final int UNKNOWN_MTU = 65535;

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse("46bhnVl:m:p:", "", self.arguments());
    boolean right = !getopt.operands().isEmpty() && !getopt.has("h");
    getopt.orExit(right, self, "tracepath", 255, Resources.text(Tracepath.class, "tracepath.txt"));
    getopt.without(self, "tracepath", List.of("6"));
    Net net = new Net(self);
    String name = getopt.operands().get(0);
    Resolver.Result found = new Resolver(self, net).lookup(name);
    if (!found.isFound()) {
      return self.stderr()
          .print("tracepath: " + name + ": " + found.outcome().text(self) + "\n", 1);
    }
    return new Session(self, net, getopt, found.first()).run();
  }

  /** One run. */
  private static final class Session {
    private final Process self;
    private final Net net;
    private final Getopt getopt;
    private final IpAddress target;
    private final UdpSocket socket;
    private int mtu = UNKNOWN_MTU;
    private int port;
    private int hopsTo = -1;
    private int hopsBack = -1;

    Session(Process self, Net net, Getopt getopt, IpAddress target) {
      this.self = self;
      this.net = net;
      this.getopt = getopt;
      this.target = target;
      socket = net.udp();
      socket.options().setReceiveErrors(true).setPathMtu(PathMtu.PROBE);
      port = number("p", FIRST_PORT);
    }

    private int number(String option, int otherwise) {
      return getopt
          .value(option)
          .filter(v -> v.matches("[0-9]{1,5}"))
          .map(Integer::parseInt)
          .orElse(otherwise);
    }

    int run() {
      int max = number("m", 30);
      mtu = number("l", mtu);
      boolean done = false;
      for (int ttl = 1; ttl <= max && !done; ttl++) {
        done = hop(ttl);
        if (ttl == max && !done) {
          self.stdout().print("     Too many hops: pmtu " + mtu + "\n");
        }
      }
      self.stdout().print("     Resume: pmtu " + mtu + " ");
      if (hopsTo >= 0) {
        self.stdout().print("hops " + hopsTo + " ");
      }
      if (hopsBack >= 0) {
        self.stdout().print("back " + hopsBack + " ");
      }
      self.stdout().print("\n");
      return 0;
    }

    /** Tries a hop until it answers, three times at most; true at the end of the way. */
    private boolean hop(int ttl) {
      socket.options().setTtl(ttl);
      int answers = ttl == 1 ? 2 : 1;
      for (int i = 0; i < 3; i++) {
        long sentAt = self.now();
        if (!send(ttl)) {
          return true;
        }
        boolean ready = net.await(socket.errorQueue()::hasEntry, EventLoop.SECOND);
        Optional<ExtendedError> error = socket.errorQueue().take();
        socket.takeError();
        if (!ready || error.isEmpty()) {
          continue;
        }
        boolean shorter = error.get().errno() == Errno.EMSGSIZE;
        boolean reached = print(ttl, error.get(), error.get().time() - sentAt);
        if (reached) {
          return true;
        }
        if (shorter) {
          i = -1;
        } else if (--answers == 0) {
          return false;
        }
      }
      self.stdout().print("%2s:  no reply\n".formatted(ttl));
      return false;
    }

    /** Sends a datagram as long as the path takes; false when nothing can be sent. */
    private boolean send(int ttl) {
      while (true) {
        net.systemCall();
        try {
          socket.send(new SocketAddress(target, port), probe(ttl));
          port++;
          return true;
        } catch (KernelException refused) {
          Optional<ExtendedError> local = socket.errorQueue().take();
          boolean tooLong = refused.errno() == Errno.EMSGSIZE && local.isPresent();
          if (!tooLong || local.get().mtu() >= mtu) {
            self.stdout().print("%2s:  send failed\n".formatted(ttl));
            return false;
          }
          mtu = local.get().mtu();
          self.stdout().print("%2s?: %-32s pmtu %s\n".formatted(ttl, "[LOCALHOST]", mtu));
        }
      }
    }

    /** Begins with the hop and the time ({@code struct probehdr}). */
    private Payload probe(int ttl) {
      ByteBuffer octets = ByteBuffer.allocate(Math.max(PROBE_HEADER, Math.min(mtu, 65535) - 28));
      octets.order(ByteOrder.LITTLE_ENDIAN).putLong(ttl);
      octets.putLong(self.now() / EventLoop.SECOND).putLong(self.now() % EventLoop.SECOND);
      return Payload.of(octets.array());
    }

    private String name(IpAddress address) {
      String name = new Resolver(self, net).nameInfo(address).orElse("???");
      return getopt.has("b") ? name + " (" + address + ")" : name;
    }

    private boolean print(int ttl, ExtendedError error, long nanos) {
      String from = getopt.has("n") ? error.offender().toString() : name(error.offender());
      long micros = nanos / 1000;
      StringBuilder out = new StringBuilder("%2s:  ".formatted(ttl));
      out.append(String.format(Locale.ROOT, "%-" + NAME_COLUMN + "s", from))
          .append(String.format(Locale.ROOT, "%3d.%03dms ", micros / 1000, micros % 1000));
      IcmpMessage message = error.message().orElseThrow();
      boolean reached = false;
      if (error.errno() == Errno.EMSGSIZE) {
        mtu = error.mtu();
        out.append("pmtu ").append(mtu);
      } else if (error.errno() == Errno.ECONNREFUSED) {
        out.append("reached");
        reached = true;
        hopsTo = ttl;
        hopsBack = ttl;
      } else if (message.type() == IcmpMessage.DESTINATION_UNREACHABLE) {
        out.append(List.of(0, 6, 11).contains(message.code()) ? "!N" : mark(message.code()));
        reached = true;
      }
      self.stdout().print(out + "\n");
      return reached;
    }

    private static String mark(int code) {
      return code == 9 || code == 10 || code == 13 ? "!A" : code == 2 ? "!P" : "!H";
    }
  }
}
