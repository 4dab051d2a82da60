package passerelle.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Ipv6Packet;
import passerelle.packet.L3Packet;
import passerelle.packet.Payload;
import passerelle.packet.TcpSegment;
import passerelle.sim.core.Machine;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.socket.TcpListener;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.TcpState;

/** TCP from ::1 to ::1; window and segment sizes are those of Linux 6.18 on its own loopback. */
class Ipv6LoopbackTest {
  private static final Owner OWNER = new Owner("test", 1, 3);
  private static final SocketAddress HERE = new SocketAddress(Ipv6Address.LOOPBACK, 80);
  private final Machine machine = new Machine(1);
  private final List<L3Packet> seen = new ArrayList<>();
  private Netns netns;

  @BeforeEach
  void makeNamespace() throws KernelException {
    netns = new Namespaces(machine).add("a");
    if (!netns.loopback().isUp()) {
      netns.startLoopback();
    }
    netns.loopback().tap((device, direction, type, frame) -> seen.add(frame.packet()));
  }

  private TcpListener listen(SocketFamily family, IpAddress address) throws KernelException {
    SocketAddress at = new SocketAddress(address, 80);
    return netns.sockets().tcp().listen(OWNER, family, at, 9, new SocketOptions());
  }

  private TcpSocket connect(SocketFamily family, SocketAddress peer) throws KernelException {
    TcpSocket socket = netns.sockets().tcp().open(OWNER, family);
    socket.connect(peer);
    machine.loop().advance(1_000_000);
    return socket;
  }

  private Errno refusal(SocketFamily family, SocketAddress peer) {
    return assertThrows(KernelException.class, () -> connect(family, peer)).errno();
  }

  private static TcpSegment segment(L3Packet packet) {
    return (TcpSegment) ((Ipv6Packet) packet).transport();
  }

  @Test
  void segmentsPassTheLoopbackDeviceAsIpv6() throws KernelException {
    TcpListener listener = listen(SocketFamily.INET6, Family.IPV4.any());
    TcpSocket client = connect(SocketFamily.INET6, HERE);
    TcpSocket server = listener.accept().orElseThrow();
    client.send(Payload.of("ping"));
    machine.loop().advance(1_000_000);

    assertEquals("ping", server.receive(100).text());
    assertEquals(Ipv6Address.LOOPBACK, server.remote().address());
    assertTrue(seen.stream().allMatch(Ipv6Packet.class::isInstance));
    List<TcpSegment> handshake =
        seen.stream().map(Ipv6LoopbackTest::segment).filter(s -> s.has(TcpSegment.SYN)).toList();
    assertEquals(65476, handshake.get(0).options().mss().orElseThrow());
    assertEquals(65476, handshake.get(0).window());
    assertEquals(65464, handshake.get(handshake.size() - 1).window());
  }

  @Test
  void allSegmentsOfOneDirectionBearOneFlowLabel() throws KernelException {
    listen(SocketFamily.INET6, Family.IPV4.any());
    TcpSocket client = connect(SocketFamily.INET6, HERE);
    client.send(Payload.of("ping"));
    machine.loop().advance(1_000_000);
    client.close();
    machine.loop().advance(1_000_000);

    long labels =
        seen.stream()
            .filter(packet -> segment(packet).destinationPort() == 80)
            .map(packet -> ((Ipv6Packet) packet).header().flowLabel())
            .distinct()
            .count();
    assertEquals(1, labels);
  }

  @Test
  void aListenerOfIpv4AloneIsNotReached() throws KernelException {
    listen(SocketFamily.INET, Family.IPV4.any());
    TcpSocket client = connect(SocketFamily.INET6, HERE);

    assertEquals(TcpState.CLOSE, client.state());
    assertEquals(Optional.of(Errno.ECONNREFUSED), client.takeError());
    assertTrue(segment(seen.get(seen.size() - 1)).has(TcpSegment.RST));
  }

  @Test
  void aListenerOfIpv6AloneIsReached() throws KernelException {
    TcpListener listener = listen(SocketFamily.INET6_ONLY, Family.IPV4.any());
    connect(SocketFamily.INET6, HERE);

    assertTrue(listener.accept().isPresent());
  }

  @Test
  void theSamePortOfBothLoopbacksServesTwoListeners() throws KernelException {
    TcpListener four = listen(SocketFamily.INET, Family.IPV4.loopback());
    TcpListener six = listen(SocketFamily.INET6, Ipv6Address.LOOPBACK);
    connect(SocketFamily.INET, new SocketAddress(Family.IPV4.loopback(), 80));

    assertEquals(SocketFamily.INET6_ONLY, six.info().family());
    assertTrue(four.accept().isPresent());
    assertTrue(six.accept().isEmpty());
    connect(SocketFamily.INET6, HERE);
    assertTrue(six.accept().isPresent());
    assertTrue(four.accept().isEmpty());
  }

  @Test
  void whatCannotBeReachedIsRefusedInTheKernelsWords() throws KernelException {
    Ipv6Address elsewhere = Ipv6Address.of("2001:db8::1");
    assertEquals(Errno.EAFNOSUPPORT, refusal(SocketFamily.INET, HERE));
    assertEquals(Errno.ENETUNREACH, refusal(SocketFamily.INET6, new SocketAddress(elsewhere, 80)));
    netns.sysctls().write("net.ipv6.conf.lo.disable_ipv6", "1");
    assertEquals(Errno.EADDRNOTAVAIL, refusal(SocketFamily.INET6, HERE));
  }

  @Test
  void anAddressThatTheMachineHasNotCannotBeListenedOn() {
    Ipv6Address elsewhere = Ipv6Address.of("2001:db8::1");
    KernelException refused =
        assertThrows(KernelException.class, () -> listen(SocketFamily.INET6, elsewhere));
    assertEquals(Errno.EADDRNOTAVAIL, refused.errno());
  }
}
