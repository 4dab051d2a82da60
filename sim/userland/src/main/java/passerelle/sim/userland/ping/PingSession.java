package passerelle.sim.userland.ping;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.lab.LabDate;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.codec.Codec;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.socket.ExtendedError;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** One run of ping: sends, waits, prints (ping_common.c:main_loop, pinger). */
final class PingSession {
  private final Process self;
  private final PingOptions options;
  private final Net net;
  private final Resolver resolver;
  private final PingStatistics statistics = new PingStatistics();
  private final Map<Integer, Long> sentAt = new HashMap<>();
  private final Map<IpAddress, String> names = new HashMap<>();
  private final WayText way = new WayText(this::name);

  /** Time for the rejection of a packet to come by the loopback device, in nanoseconds. */
  private static final long REJECTION = 100_000;

  private final PingPath path;
  private String hostname = "";
  private boolean interrupted;
  private long start;
  private long lastSend;

  /** How often in a row the device could not take a probe. */
  private int queueFull;

  PingSession(Process self, PingOptions options) {
    this.self = self;
    this.options = options;
    net = new Net(self);
    resolver = options.inet ? Resolver.ofIpv4(self, net) : new Resolver(self, net);
    path = new PingPath(self, net, options);
  }

  private int fail(int status, String text) {
    return self.stderr().print("ping: " + text + "\n", status);
  }

  int run() {
    if (options.verbose) {
      self.stderr().print(path.sockets());
    }
    if (options.inet6) {
      return Family.IPV4.parse(options.target).isPresent()
          ? fail(2, options.target + ": " + Resolver.Outcome.ADDRESS_FAMILY.text(self))
          : fail(2, "Passerelle does not model option -6");
    }
    if (!options.inet && Ipv6Address.parse(options.target).isPresent()) {
      return fail(2, "Passerelle does not model pings of IPv6 addresses");
    }
    Resolver.Result found = resolver.lookup(options.target);
    if (!found.isFound()) {
      return fail(2, options.target + ": " + found.outcome().text(self));
    }
    hostname = found.canonical();
    options.numeric |= options.target.matches("[0-9.x]+");
    if (!PingPath.mayOpenPingSocket(self) && !self.has(Capability.NET_RAW)) {
      self.stderr().print("ping: socktype: SOCK_RAW\n");
      return fail(2, "socket: Operation not permitted");
    }
    if (options.ttl.equals(OptionalInt.of(0))) {
      return fail(2, "cannot set unicast time-to-live: Invalid argument");
    }
    RawSocket socket;
    try {
      Optional<String> refusal = path.choose(found.first());
      if (refusal.isPresent()) {
        return fail(2, refusal.get());
      }
      socket = path.open();
    } catch (KernelException unreachable) {
      if (unreachable.errno() == Errno.EACCES) {
        return fail(
            2, "Do you want to ping broadcast? Then -b. If not, check your local firewall rules");
      }
      return fail(2, "connect: " + self.place().libc().strerror(unreachable));
    }
    printHeader();
    self.onSignal(Signal.INT, () -> interrupted = true);
    self.onSignal(Signal.QUIT, () -> self.stderr().print(statistics.meanwhile()));
    if (options.count == 0 && options.deadline == 0) {
      self.declareEndless();
    }
    start = self.now();
    lastSend = start;
    loop(socket);
    return finish();
  }

  private void printHeader() {
    if (options.verbose) {
      self.stdout().print("ai->ai_family: AF_INET, ai->ai_canonname: '" + hostname + "'\n");
    }
    if (options.pattern.length > 0 && !options.quiet) {
      self.stdout().print("PATTERN: 0x" + HexFormat.of().formatHex(options.pattern) + "\n");
    }
    StringBuilder out = new StringBuilder("PING " + hostname + " (" + path.target() + ")");
    if (options.source.isPresent()) {
      out.append(" from ").append(path.source()).append(' ');
      out.append(path.device()).append(':');
    }
    out.append(' ').append(options.size).append('(').append(options.size + options.headers());
    self.stdout().print(out + ") bytes of data.\n");
  }

  private void loop(RawSocket socket) {
    long nextSend = start;
    long end = options.deadline > 0 ? start + options.deadline : Long.MAX_VALUE;
    while (!isDone()) {
      if (self.now() >= end) {
        return;
      }
      boolean allSent = options.count > 0 && statistics.count() >= options.count;
      if (!allSent && self.now() >= nextSend) {
        nextSend = self.now() + send(socket);
        if (options.count > 0 && statistics.count() >= options.count && options.deadline == 0) {
          end = self.now() + linger();
        }
        continue;
      }
      long until = allSent ? end : Math.min(nextSend, end);
      net.await(() -> isReady(socket), until - self.now());
      boolean answered = take(socket);
      if (answered && (options.adaptive || options.flood)) {
        nextSend = self.now();
      }
      if (allSent && options.deadline == 0 && statistics.received() > 0) {
        end = Math.min(end, lastSend + linger());
      }
    }
  }

  /**
   * An error comes before what was received earlier, and when nothing else is awaited that is left
   * for the next time (main_loop).
   *
   * @return whether there was an answer
   */
  private boolean take(RawSocket socket) {
    boolean failed = takeErrors(socket);
    return failed && !statistics.isInFlight() || takeReplies(socket) || failed;
  }

  private boolean isReady(RawSocket socket) {
    return interrupted || socket.isReadable() || socket.errorQueue().hasEntry();
  }

  private boolean isDone() {
    boolean counted =
        options.count > 0 && statistics.received() + statistics.errors() >= options.count;
    return interrupted || counted || options.deadline > 0 && statistics.errors() > 0;
  }

  private long interval() {
    return options.flood
        ? Math.min(options.interval, 10 * EventLoop.MILLISECOND)
        : options.interval;
  }

  /** How long to wait after the last probe ({@code __schedule_exit}). */
  private long linger() {
    return statistics.received() > 0
        ? Math.max(2 * statistics.max() * 1000, options.interval)
        : options.linger;
  }

  /**
   * Sends a probe.
   *
   * @return in how many nanoseconds the next is due
   */
  private long send(RawSocket socket) {
    if (options.outstanding && statistics.count() > 0 && !statistics.isLastAnswered()) {
      self.stdout()
          .print(stamp() + "no answer yet for icmp_seq=" + (statistics.count() & 0xffff) + "\n");
    }
    int sequence = (int) (statistics.count() + 1) & 0xffff;
    lastSend = self.now();
    sentAt.put(sequence, lastSend);
    net.systemCall();
    try {
      socket.send(
          path.target(),
          IcmpMessage.echoRequest(path.identifier(), sequence, options.payload(micros())));
      net.softInterrupts();
      queueFull = 0;
      sent(sequence);
    } catch (KernelException refused) {
      long again = Math.min(options.interval / 2, 500 * EventLoop.MILLISECOND);
      if (refused.errno() == Errno.ENOBUFS && ++queueFull * again < options.linger) {
        return again;
      }
      sent(sequence);
      notSent(socket, refused);
    }
    return statistics.count() < options.preload ? 0 : interval();
  }

  private void sent(int sequence) {
    statistics.transmitted(sequence);
    if (options.flood && !options.quiet) {
      self.stdout().print(".");
    }
  }

  /**
   * What could not be sent counts as sent, silently where a firewall drops it; one that rejects it
   * has been heard of by then. A device whose queue is full is tried again first
   * (ping_common.c:pinger).
   */
  private void notSent(RawSocket socket, KernelException refused) {
    boolean tooLong = refused.errno() == Errno.EMSGSIZE;
    boolean full = refused.errno() == Errno.ENOBUFS;
    if (tooLong) {
      statistics.error();
    } else if (!full) {
      net.await(socket.errorQueue()::hasEntry, REJECTION);
    }
    if (takeErrors(socket) || tooLong || full) {
      self.stderr().print("ping: sendmsg: " + self.place().libc().strerror(refused) + "\n");
    }
  }

  private String name(IpAddress address) {
    if (options.numeric) {
      return address.toString();
    }
    return names.computeIfAbsent(
        address, a -> resolver.reverse(a).map(name -> name + " (" + a + ")").orElse(a.toString()));
  }

  /** What gettimeofday(2) says. */
  private long micros() {
    return LabDate.at(self.now()).toEpochMilli() * 1000 + self.now() / 1000 % 1000;
  }

  private String stamp() {
    if (!options.stamps) {
      return "";
    }
    long micros = micros();
    return String.format(Locale.ROOT, "[%d.%06d] ", micros / 1_000_000L, micros % 1_000_000L);
  }

  private boolean takeErrors(RawSocket socket) {
    Optional<ExtendedError> next = socket.errorQueue().take();
    boolean any = next.isPresent();
    while (next.isPresent()) {
      error(next.get());
      next = socket.errorQueue().take();
    }
    return any;
  }

  private void error(ExtendedError error) {
    Optional<IcmpMessage> asked = error.quoted().flatMap(this::ours);
    if (error.message().isEmpty() || asked.isEmpty()) {
      return;
    }
    IcmpMessage sent = asked.get();
    statistics.error();
    statistics.acknowledge(sent.sequence());
    if (!options.quiet) {
      String from = name(error.offender());
      String text = IcmpWords.of(error.message().get());
      self.stdout()
          .print(stamp() + "From " + from + " icmp_seq=" + sent.sequence() + " " + text + "\n");
    }
  }

  /** The question of ours that is quoted, or its first fragment. */
  private Optional<IcmpMessage> ours(IpPacket quoted) {
    return quoted.transport() instanceof IcmpMessage sent
            && sent.type() == IcmpMessage.ECHO_REQUEST
            && sent.identifier() == path.identifier()
            && quoted.destination().equals(path.target())
        ? Optional.of(sent)
        : Optional.empty();
  }

  private boolean takeReplies(RawSocket socket) {
    boolean any = false;
    Optional<ReceivedDatagram> next = socket.receive();
    while (next.isPresent()) {
      any |= reply(next.get());
      next = socket.receive();
    }
    return any;
  }

  private boolean reply(ReceivedDatagram datagram) {
    if (datagram.packet().transport() instanceof IcmpMessage message
        && message.type() == IcmpMessage.REDIRECT) {
      redirected(datagram, message);
      return false;
    }
    boolean mine =
        datagram.packet().transport() instanceof IcmpMessage message
            && message.type() == IcmpMessage.ECHO_REPLY
            && message.identifier() == path.identifier()
            && message.body() instanceof IcmpBody.Data;
    if (!mine) {
      return false;
    }
    IcmpMessage message = (IcmpMessage) datagram.packet().transport();
    int sequence = message.sequence();
    boolean timed = options.size >= PingOptions.STAMP && sentAt.containsKey(sequence);
    long micros = timed ? (datagram.time() - sentAt.get(sequence)) / 1000 : -1;
    boolean first = statistics.reply(sequence, micros);
    if (options.flood && !options.quiet) {
      self.stdout().print("\b \b");
    } else if (!options.quiet) {
      String line =
          stamp()
              + message.length()
              + " bytes from "
              + name(datagram.source().address())
              + ": icmp_seq="
              + sequence
              + (options.verbose ? " ident=" + path.identifier() : "")
              + " ttl="
              + datagram.packet().ttl()
              + (micros < 0 ? "" : " time=" + PingStatistics.roundTrip(micros) + " ms")
              + (first ? "" : " (DUP!)")
              + (options.audible ? "\007" : "")
              + way.of(((Ipv4Packet) datagram.packet()).header().options());
      self.stdout().print(line + "\n");
    }
    return true;
  }

  /** A raw socket hears of redirects, too (ping4_parse_reply). */
  private void redirected(ReceivedDatagram datagram, IcmpMessage message) {
    Optional<IcmpMessage> asked =
        message.body() instanceof IcmpBody.Quote quote
            ? ours(Codec.readable(quote.packet()))
            : Optional.empty();
    if (asked.isPresent() && !options.quiet && !options.flood) {
      IcmpMessage sent = asked.get();
      String from = name(datagram.source().address());
      String text = IcmpWords.of(message);
      self.stdout()
          .print(stamp() + "From " + from + ": icmp_seq=" + sent.sequence() + " " + text + "\n");
    }
  }

  private int finish() {
    boolean rate = options.flood || options.adaptive || options.interval < EventLoop.MILLISECOND;
    long millis = (lastSend - start) / EventLoop.MILLISECOND;
    self.stdout().print(statistics.iputils(hostname, millis, rate));
    boolean tooFew =
        options.deadline > 0 && options.count > 0 && statistics.received() < options.count;
    return statistics.received() == 0 || tooFew ? 1 : 0;
  }
}
