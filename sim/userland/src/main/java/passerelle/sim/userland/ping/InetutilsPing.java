package passerelle.sim.userland.ping;

import java.util.List;
import passerelle.addr.IpAddress;
import passerelle.kernel.Capability;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpProtocol;
import passerelle.packet.codec.Codec;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Resolver;

/** ping of GNU inetutils 2.6 (ping/ping.c, ping/libping.c), Debian's package inetutils-ping. */
public final class InetutilsPing implements BlockingProgram {
  private static final String LETTERS = "c:di:nrT:vw:W:l:p:qRs:t:f?V";
  private static final String WORDS =
      "count: interval: numeric ttl: verbose timeout: linger: quiet size: echo version";
  private static final String TRY = "Try 'ping --help' or 'ping --usage' for more information.\n";

  /** What sysexits(3) calls EX_USAGE. */
  private static final int USAGE = 64;

  private static final String UNMODELLED = "drTlpRtf?";

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse(LETTERS, WORDS, self.arguments());
    getopt.orExit(self, "ping", USAGE, TRY);
    for (Getopt.Option option : getopt.options()) {
      boolean number = Session.NUMBERS.contains(option.name());
      if (option.name().length() == 1 && UNMODELLED.contains(option.name())) {
        String what = "ping: Passerelle does not model option -" + option.name() + "\n";
        return self.stderr().print(what, 2);
      } else if (number && !option.value().matches("[0-9]{1,9}")) {
        String value = option.value();
        return self.stderr()
            .print("ping: invalid value (`" + value + "' near `" + value + "')\n", 1);
      }
    }
    if (getopt.has("V", "version")) {
      return self.stdout().print("ping (GNU inetutils) 2.6\n", 0);
    }
    if (getopt.operands().isEmpty()) {
      return self.stderr().print("ping: missing host operand\n" + TRY, USAGE);
    }
    if (!self.has(Capability.NET_RAW)) {
      return self.stderr().print("ping: Lacking privilege for icmp socket.\n", 1);
    }
    return new Session(self, getopt).run();
  }

  /** One run. */
  private static final class Session extends RawEchoes {
    static final List<String> NUMBERS =
        List.of("c", "count", "s", "size", "w", "timeout", "W", "linger", "ttl");

    /** Octets of the time stamp in a probe. */
    private static final int STAMP = 16;

    private final Resolver resolver;

    /** Answers and errors alike. */
    private long responses;

    Session(Process self, Getopt getopt) {
      super(self, getopt, STAMP);
      resolver = new Resolver(self, net);
    }

    private boolean has(String letter, String word) {
      return getopt.has(letter, word);
    }

    int run() {
      Resolver.Result found = resolver.lookup(name);
      if (!found.isFound()) {
        return self.stderr().print("ping: unknown host\n", 1);
      }
      target = found.first();
      RawSocket socket = net.raw(IpProtocol.ICMP);
      if (getopt.has("ttl")) {
        socket.options().setTtl((int) number(64, "ttl") & 0xff);
      }
      String verbose =
          has("v", "verbose")
              ? ", id 0x%s = %s"
                  .formatted(Integer.toHexString(0x10000 | identifier).substring(1), identifier)
              : "";
      String canonical = found.canonical();
      self.stdout()
          .print(
              "PING " + canonical + " (" + target + "): " + size + " data bytes" + verbose + "\n");
      self.onSignal(Signal.INT, () -> interrupted = true);
      if (count == 0 && !has("w", "timeout")) {
        self.declareEndless();
      }
      if (!loop(socket)) {
        return 1;
      }
      self.stdout().print(statistics.inetutils(canonical));
      return statistics.received() > 0 ? 0 : 1;
    }

    /**
     * Sends and receives until enough has come, or no more will ({@code ping_run}).
     *
     * @return false when it could not send
     */
    private boolean loop(RawSocket socket) {
      long end = self.now() + number(Integer.MAX_VALUE, "w", "timeout") * EventLoop.SECOND;
      long wait = interval();
      if (!send(socket, "sending packet")) {
        return false;
      }
      long last = self.now();
      while (!interrupted && (count == 0 || responses < count)) {
        net.await(() -> interrupted || socket.isReadable(), last + wait - self.now());
        if (receive(socket) || interrupted) {
          continue;
        }
        if (count > 0 && statistics.count() >= count) {
          long linger = number(10, "W", "linger") * EventLoop.SECOND;
          net.await(() -> interrupted || socket.isReadable(), linger);
          if (!receive(socket)) {
            return true;
          }
          continue;
        }
        if (!send(socket, "sending packet")) {
          return false;
        }
        last = self.now();
        if (last >= end) {
          return true;
        }
      }
      return true;
    }

    @Override
    boolean take(ReceivedDatagram datagram) {
      if (datagram.packet().transport() instanceof IcmpMessage message) {
        take(datagram, message);
      }
      return true;
    }

    private void take(ReceivedDatagram datagram, IcmpMessage message) {
      String text = "";
      if (isMine(message)) {
        responses++;
        text = answer(datagram, message, "icmp_seq=");
      } else if (message.body() instanceof IcmpBody.Quote quote
          && Codec.readable(quote.packet()).transport() instanceof IcmpMessage sent
          && sent.identifier() == identifier) {
        responses++;
        String from = has("n", "numeric") ? datagram.source().address() + "" : named(datagram);
        text = message.length() + " bytes from " + from + ": " + IcmpWords.of(message) + "\n";
      }
      self.stdout().print(has("q", "quiet") ? "" : text);
    }

    private String named(ReceivedDatagram datagram) {
      IpAddress address = datagram.source().address();
      return resolver
          .reverse(address)
          .map(n -> n + " (" + address + ")")
          .orElse(address.toString());
    }
  }
}
