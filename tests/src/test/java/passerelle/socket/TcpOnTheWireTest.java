package passerelle.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.TcpSocket;

/** Segments compared with those that tcpdump showed on Linux 6.18 for the same exchange. */
class TcpOnTheWireTest {
  private static final Owner OWNER = new Owner("test", 1, 3);

  @Test
  void anHttpExchangeWithBusyboxHttpdIsTwelveSegments() throws KernelException {
    try (SocketLab lab = new SocketLab()) {
      lab.serveHttp();
      List<String> seen = lab.watch(lab.a, "eth0");
      lab.run("a", "curl -s http://10.0.1.2/");
      lab.scheduler.advance(1_000_000_000L);
      assertEquals(
          List.of(
              "> [S] win 64240 len 0",
              "< [S.] win 65160 len 0",
              "> [.] win 63 len 0",
              "> [P.] win 63 len 72",
              "< [.] win 64 len 0",
              "< [P.] win 64 len 209",
              "> [.] win 63 len 0",
              "< [P.] win 64 len 79",
              "> [.] win 63 len 0",
              "< [F.] win 64 len 0",
              "> [F.] win 63 len 0",
              "< [.] win 64 len 0"),
          seen);
    }
  }

  @Test
  void onlyWhatNoSocketSendsHasNoIdentification() throws KernelException {
    try (SocketLab lab = new SocketLab()) {
      lab.serveHttp();
      List<String> bare = new ArrayList<>();
      tap(
          lab.a,
          (packet, segment) -> {
            if (packet.header().id() == 0) {
              bare.add(SocketLab.flags(segment));
            }
          });
      lab.run("a", "curl -s http://10.0.1.2/; curl -s http://10.0.1.2:81/");
      assertEquals(List.of("[S.]", "[R.]"), bare);
    }
  }

  @Test
  void aClosedPortAnswersWithAResetThatAcknowledgesTheSyn() throws KernelException {
    try (SocketLab lab = new SocketLab()) {
      List<TcpSegment> segments = segments(lab.a);
      lab.run("a", "curl -s http://10.0.1.2:81/");
      TcpSegment syn = segments.get(0);
      TcpSegment reset = segments.get(1);
      assertEquals(2, segments.size());
      assertEquals(TcpSegment.RST | TcpSegment.ACK, reset.flags());
      assertEquals(0, reset.sequence());
      assertEquals(syn.sequence() + 1, reset.acknowledgment());
      assertEquals(0, reset.window());
      assertEquals(TcpOptions.NONE, reset.options());
    }
  }

  @Test
  void theHandshakeFollowsTheMtuOfTheWay() throws KernelException {
    try (SocketLab lab = new SocketLab()) {
      lab.namespaces.links().setMtu(lab.a.device("eth0").orElseThrow(), 1280);
      lab.serveHttp();
      List<TcpSegment> segments = segments(lab.a);
      lab.run("a", "curl -s http://10.0.1.2/");
      assertEquals(64480, segments.get(0).window());
      assertEquals(1240, segments.get(0).options().mss().orElseThrow());
      assertEquals(10, segments.get(0).options().windowScale().orElseThrow());
      assertEquals(65160, segments.get(1).window());
      assertEquals(1460, segments.get(1).options().mss().orElseThrow());
    }
  }

  @Test
  void synsFollowEachOtherSteadilyFirstThenEverSlower() throws KernelException {
    try (SocketLab lab = new SocketLab()) {
      List<Long> times = new ArrayList<>();
      tap(lab.a, (packet, segment) -> times.add(lab.machine.now() / 1_000_000_000L));
      // Nobody drops louder than a router whose other cable is down.
      lab.r.setUp(lab.r.device("r1").orElseThrow(), false);
      lab.r.sysctls().write("net.ipv4.ip_forward", "0");
      long start = lab.machine.now() / 1_000_000_000L;
      TcpSocket socket = lab.a.sockets().tcp().open(OWNER, SocketFamily.INET);
      socket.connect(new SocketAddress(IpAddress.of("10.0.1.2"), 80));
      lab.scheduler.advance(140_000_000_000L);
      List<Long> after = times.stream().map(t -> t - start).toList();
      assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 7L, 11L, 19L, 35L, 68L), after);
    }
  }

  @Test
  void aFrozenServerStillShakesHandsAndSaysNothing() throws KernelException {
    try (SocketLab lab = new SocketLab()) {
      Process server = lab.serveHttp();
      server.signal(Signal.STOP);
      List<String> seen = lab.watch(lab.a, "eth0");
      SocketLab.Result result = lab.run("a", "curl -sS -m 1 http://10.0.1.2/");
      assertEquals(28, result.status());
      assertEquals(
          "curl: (28) Operation timed out after 1001 milliseconds with 0 bytes received\n",
          result.output());
      assertEquals("< [.] win 64 len 0", seen.get(4));
      server.signal(Signal.CONT);
      assertEquals(SocketLab.PAGE, lab.run("a", "curl -sS http://10.0.1.2/").output());
    }
  }

  @Test
  void theUserlandProxyRelaysFromTheAddressOfItsOwnMachine() throws KernelException {
    try (SocketLab lab = new SocketLab()) {
      lab.serveHttp();
      lab.serve(
          lab.r,
          new ServiceSpec(
              "tcp", "0.0.0.0", 8080, 4096, "proxy", Map.of("target", "10.0.1.2:80"), "proxy"));
      List<String> sources = new ArrayList<>();
      tap(lab.b, (packet, segment) -> sources.add(packet.source().toString()));
      assertEquals(SocketLab.PAGE, lab.run("a", "curl -sS http://10.0.0.254:8080/").output());
      assertEquals("10.0.1.254", sources.get(0));
    }
  }

  private static List<TcpSegment> segments(Netns netns) {
    List<TcpSegment> segments = new ArrayList<>();
    tap(netns, (packet, segment) -> segments.add(segment));
    return segments;
  }

  /** Shows each TCP segment that passes its device, with its packet. */
  private static void tap(Netns netns, BiConsumer<Ipv4Packet, TcpSegment> taker) {
    netns
        .device("eth0")
        .orElseThrow()
        .tap(
            (device, direction, type, frame) -> {
              if (frame.packet() instanceof Ipv4Packet packet
                  && packet.transport() instanceof TcpSegment segment) {
                taker.accept(packet, segment);
              }
            });
  }
}
