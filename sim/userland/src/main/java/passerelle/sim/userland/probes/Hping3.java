package passerelle.sim.userland.probes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.Capability;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.LabRandom;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.socket.ExtendedError;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.uapi.RouteAnswer;
import passerelle.sim.uapi.RouteQuery;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.text.CNumber;

/** hping3 3.0.0-alpha-2 for segments of TCP, datagrams and ICMP echoes (hping3(8)). */
public final class Hping3 implements BlockingProgram {
  private static final String LETTERS = "SAFRPUp:c:i:12qns:d:";
  private static final String WORDS =
      """
      syn ack fin rst push urg destport: count: interval: icmp udp quiet numeric baseport: fast
      faster flood
      """;

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse(LETTERS, WORDS, self.arguments());
    if (getopt.error().isPresent()) {
      self.stderr().print("hping3: Passerelle models " + String.join(" ", shown()) + " HOST\n");
      return 2;
    }
    if (getopt.operands().isEmpty()) {
      self.stderr().print("hping3: Passerelle does not model its shell\n");
      return 2;
    }
    if (!self.has(Capability.NET_RAW)) {
      self.stderr()
          .print(
              "[open_sockraw] socket(): Operation not permitted\n[main] can't open raw socket\n");
      return 1;
    }
    Net net = new Net(self);
    String host = getopt.operands().get(0);
    Resolver.Result found = new Resolver(self, net).lookup(host);
    return found.isFound()
        ? new Session(self, net, getopt, host, found.first()).run()
        : self.stderr().print("Unable to resolve '" + host + "'\n", 1);
  }

  private static List<String> shown() {
    return List.of(
        "-S", "-A", "-F", "-R", "-P", "-U", "-1", "-2", "-p", "-c", "-i", "-q", "-n", "--flood");
  }

  /** One run. */
  private static final class Session {
    private static final int WINDOW = 512;

    /** As fast as possible stands for so many nanoseconds between two packets. */
    private static final long FLOOD = 100_000;

    private static final String ASKS = " get hostname...";
    private final Process self;
    private final Net net;
    private final Getopt getopt;
    private final String host;
    private final IpAddress target;
    private final boolean icmp;
    private final boolean udp;
    private final boolean flood;
    private final RawSocket socket;
    private final int basePort;
    private final LabRandom random;
    private final List<Long> sentAt = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private int received;
    private boolean interrupted;

    Session(Process self, Net net, Getopt getopt, String host, IpAddress target) {
      this.self = self;
      this.net = net;
      this.getopt = getopt;
      this.host = host;
      this.target = target;
      icmp = getopt.has("1", "icmp");
      flood = getopt.has("flood");
      udp = !icmp && getopt.has("2", "udp");
      socket = net.raw(icmp ? IpProtocol.ICMP : udp ? IpProtocol.UDP : IpProtocol.TCP);
      socket.options().setReceiveErrors(true);
      random = self.place().machine().random().stream("hping3/" + self.hostPid());
      basePort = (int) getopt.number(1024 + random.nextInt(2000), "s", "baseport");
    }

    private long interval() {
      String written = getopt.value("i", "interval").orElse("1");
      if (flood) {
        return FLOOD;
      }
      if (getopt.has("faster", "fast")) {
        return EventLoop.SECOND / (getopt.has("faster") ? 1000 : 10);
      }
      boolean micros = written.startsWith("u");
      String digits = micros ? written.substring(1) : written;
      long count = digits.matches("[0-9]{1,9}") ? Math.max(1, Long.parseLong(digits)) : 1;
      return count * (micros ? 1000 : EventLoop.SECOND);
    }

    int run() {
      Optional<RouteAnswer> route = route();
      String device = route.map(RouteAnswer::device).orElse("lo");
      if (route.isEmpty()) {
        self.stderr().print("Warning: Unable to guess the output interface\n");
      }
      int headers = icmp || udp ? 28 : 40;
      self.stdout()
          .print(
              ("HPING " + host + " (" + device + " " + target + "): " + mode() + " set, ")
                  + (headers + " headers + " + getopt.number(0, "d") + " data bytes\n"));
      if (flood) {
        self.stderr().print("hping in flood mode, no replies will be shown\n");
      }
      self.onSignal(Signal.INT, () -> interrupted = true);
      self.onSignal(Signal.TERM, () -> interrupted = true);
      long count = getopt.number(Long.MAX_VALUE, "c", "count");
      try {
        while (sentAt.size() < count && !interrupted) {
          send();
          long wait = sentAt.size() < count ? interval() : EventLoop.SECOND;
          listen(self.now() + wait, count);
        }
      } catch (KernelException refused) {
        self.stderr()
            .print("[send_ip] sendto: " + self.place().libc().strerror(refused.errno()) + "\n");
        return 1;
      } finally {
        socket.close();
      }
      self.stderr().print(statistics());
      return received > 0 ? 0 : 1;
    }

    private Optional<RouteAnswer> route() {
      try {
        return Optional.of(net.routes().get(RouteQuery.to(target)));
      } catch (KernelException nowhere) {
        return Optional.empty();
      }
    }

    private String mode() {
      if (icmp || udp) {
        return udp ? "udp mode" : "icmp mode";
      }
      String letters = letters(flags());
      return letters.isEmpty() ? "NO FLAGS are" : letters;
    }

    private int flags() {
      int flags = 0;
      flags |= getopt.has("S", "syn") ? TcpSegment.SYN : 0;
      flags |= getopt.has("A", "ack") ? TcpSegment.ACK : 0;
      flags |= getopt.has("F", "fin") ? TcpSegment.FIN : 0;
      flags |= getopt.has("R", "rst") ? TcpSegment.RST : 0;
      flags |= getopt.has("P", "push") ? TcpSegment.PSH : 0;
      return flags | (getopt.has("U", "urg") ? TcpSegment.URG : 0);
    }

    private static String letters(int flags) {
      StringBuilder out = new StringBuilder();
      out.append((flags & TcpSegment.RST) != 0 ? "R" : "");
      out.append((flags & TcpSegment.SYN) != 0 ? "S" : "");
      out.append((flags & TcpSegment.ACK) != 0 ? "A" : "");
      out.append((flags & TcpSegment.FIN) != 0 ? "F" : "");
      out.append((flags & TcpSegment.PSH) != 0 ? "P" : "");
      return out.append((flags & TcpSegment.URG) != 0 ? "U" : "").toString();
    }

    private void send() throws KernelException {
      int number = sentAt.size();
      Payload data = Payload.zeros((int) Math.min(1400, getopt.number(0, "d")));
      int source = (basePort + number) & 0xffff;
      Transport what =
          icmp
              ? IcmpMessage.echoRequest(self.pid() & 0xffff, number & 0xffff, data)
              : udp
                  ? new UdpDatagram(source, destination(), data)
                  : new TcpSegment(
                      source,
                      destination(),
                      random.nextInt(),
                      random.nextInt(),
                      flags(),
                      WINDOW,
                      TcpOptions.NONE,
                      data);
      sentAt.add(self.now());
      net.systemCall();
      socket.send(target, what);
    }

    /** One more after each answer behind a plus sign, after each packet behind two. */
    private int destination() {
      String written = getopt.value("p", "destport").orElse("0");
      String digits = written.replaceFirst("^[+]{1,2}", "");
      int first = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
      int more = written.startsWith("++") ? sentAt.size() : written.startsWith("+") ? received : 0;
      return first + more & 0xffff;
    }

    /** Until a moment, or until all is answered. */
    private void listen(long until, long count) {
      while (!interrupted
          && received < count
          && net.await(
              () -> interrupted || socket.isReadable() || socket.errorQueue().hasEntry(),
              Math.max(0, until - self.now()))) {
        socket.errorQueue().take().ifPresent(this::refused);
        socket
            .receive()
            .filter(answer -> answer.source().address().equals(target))
            .ifPresent(answer -> answered(answer.packet(), answer.time()));
      }
      if (until > self.now() && !interrupted && received < count) {
        self.sleep(until - self.now());
      }
    }

    private void refused(ExtendedError error) {
      Optional<String> what =
          error.message().filter(m -> error.quoted().isPresent()).flatMap(Session::unreachable);
      if (what.isEmpty()) {
        return;
      }
      received++;
      if (!isSilent()) {
        String name = ASKS + "\b".repeat(15) + " ".repeat(15) + "\b".repeat(15) + "name=UNKNOWN";
        self.stdout()
            .print(
                (what.get() + " from ip=" + error.offender())
                    + ((getopt.has("n", "numeric") ? "" : name) + "\n"));
      }
      if (error.quoted().get().transport() instanceof UdpDatagram asked) {
        unanswered(asked.sourcePort() - basePort & 0xffff, error.time());
      }
    }

    /** A datagram that a port is closed for has a round trip of its own ({@code rtt}). */
    private void unanswered(int number, long time) {
      if (number < sentAt.size()) {
        times.add(time - sentAt.get(number));
        if (!isSilent()) {
          String port = "port=" + (basePort + number & 0xffff);
          self.stdout().print("status=0 " + port + " seq=" + number + "\n");
        }
      }
    }

    private static Optional<String> unreachable(IcmpMessage message) {
      if (message.type() == IcmpMessage.TIME_EXCEEDED) {
        return Optional.of("TTL 0 during transit");
      }
      return switch (message.type() == IcmpMessage.DESTINATION_UNREACHABLE ? message.code() : -1) {
        case 0 -> Optional.of("ICMP Network Unreachable");
        case 1 -> Optional.of("ICMP Host Unreachable");
        case 2 -> Optional.of("ICMP Protocol Unreachable");
        case 3 -> Optional.of("ICMP Port Unreachable");
        case 13 -> Optional.of("ICMP Packet filtered");
        default -> Optional.empty();
      };
    }

    private boolean isSilent() {
      return flood || getopt.has("q", "quiet");
    }

    private void answered(IpPacket packet, long time) {
      int number = -1;
      String more = "";
      if (packet.transport() instanceof TcpSegment segment) {
        number = (segment.destinationPort() - basePort) & 0xffff;
        more =
            ("sport=" + segment.sourcePort() + " flags=" + letters(segment.flags()))
                + (" seq=" + number + " win=" + segment.window());
      } else if (packet.transport() instanceof IcmpMessage echo
          && echo.type() == IcmpMessage.ECHO_REPLY
          && echo.identifier() == (self.pid() & 0xffff)) {
        number = echo.sequence();
        more = "icmp_seq=" + number;
      }
      if (number < 0 || number >= sentAt.size() || flood) {
        return;
      }
      received++;
      long nanos = time - sentAt.get(number);
      times.add(nanos);
      if (!isSilent() && packet instanceof Ipv4Packet ip) {
        self.stdout()
            .print(
                ("len=" + ip.length() + " ip=" + ip.source() + " ttl=" + ip.ttl())
                    + ((ip.header().dontFragment() ? " DF" : "") + " id=" + ip.header().id())
                    + (" " + more + " rtt=" + millis(nanos) + " ms\n"));
      }
    }

    private static String millis(double nanos) {
      return CNumber.fixed(nanos / 1e6, 1);
    }

    private String statistics() {
      int sent = sentAt.size();
      long lost = sent == 0 ? 0 : 100L * (sent - received) / sent;
      long least = times.stream().mapToLong(t -> t).min().orElse(0);
      double mean = times.stream().mapToLong(t -> t).average().orElse(0);
      long most = times.stream().mapToLong(t -> t).max().orElse(0);
      return ("\n--- " + host + " hping statistic ---\n")
          + (sent + " packets transmitted, " + received + " packets received, ")
          + (lost + "% packet loss\nround-trip min/avg/max = ")
          + (millis(least) + "/" + millis(mean) + "/" + millis(most) + " ms\n");
    }
  }
}
