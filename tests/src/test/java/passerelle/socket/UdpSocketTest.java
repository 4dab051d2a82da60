package passerelle.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Payload;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Netns;
import passerelle.sim.socket.ExtendedError;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.socket.UdpSocket;

class UdpSocketTest {
  private static final Payload HELLO = Payload.of("hello");
  private final SocketLab lab;

  UdpSocketTest() throws KernelException {
    lab = new SocketLab();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static UdpSocket open(Netns netns) {
    return netns.sockets().udp().open(new Owner("test", 1, 3), SocketFamily.INET);
  }

  private static SocketAddress at(String address, int port) {
    return new SocketAddress(IpAddress.of(address), port);
  }

  private void pass() {
    lab.scheduler.advance(10_000_000L);
  }

  private static Errno refusal(Executable action) {
    return assertThrows(KernelException.class, action::run).errno();
  }

  private interface Executable {
    void run() throws KernelException;
  }

  @Test
  void aDatagramArrivesWithItsSource() throws KernelException {
    UdpSocket server = open(lab.b);
    server.bind(at("0.0.0.0", 7));
    UdpSocket client = open(lab.a);
    client.send(at("10.0.1.2", 7), HELLO);
    pass();
    var datagram = server.receive().orElseThrow();
    assertEquals(HELLO, datagram.payload());
    assertEquals(at("10.0.0.1", client.local().port()), datagram.source());
    assertTrue(client.local().port() >= 32768 && client.local().port() <= 60999);
  }

  @Test
  void aClosedPortIsAnErrorForAConnectedSocketAlone() throws KernelException {
    UdpSocket connected = open(lab.a);
    connected.connect(at("10.0.1.2", 9));
    connected.send(HELLO);
    UdpSocket unconnected = open(lab.a);
    unconnected.send(at("10.0.1.2", 9), HELLO);
    pass();
    assertEquals(Errno.ECONNREFUSED, refusal(() -> connected.send(HELLO)));
    unconnected.send(at("10.0.1.2", 9), HELLO);
  }

  @Test
  void theErrorQueueTellsWhoSaidWhatAboutWhichPacket() throws KernelException {
    UdpSocket socket = open(lab.a);
    socket.options().setReceiveErrors(true).setTtl(1);
    socket.send(at("10.0.1.2", 33434), HELLO);
    pass();
    ExtendedError error = socket.errorQueue().take().orElseThrow();
    assertEquals("10.0.0.254", error.offender().toString());
    assertEquals(IcmpMessage.TIME_EXCEEDED, error.message().orElseThrow().type());
    assertEquals("10.0.1.2", error.quoted().orElseThrow().destination().toString());
  }

  @Test
  void portsAreSharedOnlyByAgreementOrByDifferentAddresses() throws KernelException {
    UdpSocket any = open(lab.a);
    any.bind(at("0.0.0.0", 53));
    assertEquals(Errno.EADDRINUSE, refusal(() -> open(lab.a).bind(at("127.0.0.1", 53))));
    UdpSocket one = open(lab.b);
    one.bind(at("127.0.0.1", 53));
    open(lab.b).bind(at("10.0.1.2", 53));
    assertEquals(Errno.EADDRINUSE, refusal(() -> open(lab.b).bind(at("0.0.0.0", 53))));
    assertEquals(Errno.EADDRNOTAVAIL, refusal(() -> open(lab.b).bind(at("192.0.2.1", 53))));
    UdpSocket six = lab.r.sockets().udp().open(new Owner("six", 1, 3), SocketFamily.INET6_ONLY);
    six.bind(at("0.0.0.0", 53));
    open(lab.r).bind(at("0.0.0.0", 53));
    UdpSocket both = lab.r.sockets().udp().open(new Owner("both", 1, 3), SocketFamily.INET6);
    assertEquals(Errno.EADDRINUSE, refusal(() -> both.bind(at("0.0.0.0", 53))));
  }

  @Test
  void broadcastsNeedLeave() throws KernelException {
    UdpSocket listener = open(lab.r);
    listener.bind(at("0.0.0.0", 67));
    UdpSocket socket = open(lab.a);
    assertEquals(Errno.EACCES, refusal(() -> socket.send(at("10.0.0.255", 67), HELLO)));
    socket.options().setBroadcast(true);
    socket.send(at("10.0.0.255", 67), HELLO);
    pass();
    assertEquals(Optional.of(HELLO), listener.receive().map(d -> d.payload()));
  }

  @Test
  void groupsReachThoseWhoJoined() throws KernelException {
    Device link = lab.r.device("r0").orElseThrow();
    IpAddress group = IpAddress.of("239.1.2.3");
    UdpSocket member = open(lab.r);
    member.bind(at("0.0.0.0", 5000));
    UdpSocket sender = open(lab.a);
    sender.send(new SocketAddress(group, 5000), HELLO);
    pass();
    assertEquals(Optional.empty(), member.receive());
    member.join(link, group);
    sender.send(new SocketAddress(group, 5000), HELLO);
    pass();
    assertEquals(Optional.of(HELLO), member.receive().map(d -> d.payload()));
  }

  @Test
  void whatIsTooLongIsCutOrRefusedAsTheSocketWishes() throws KernelException {
    UdpSocket server = open(lab.b);
    server.bind(at("0.0.0.0", 7));
    UdpSocket socket = open(lab.a);
    socket.send(at("10.0.1.2", 7), Payload.zeros(4000));
    pass();
    assertEquals(4000, server.receive().orElseThrow().payload().length());
    socket.options().setPathMtu(SocketOptions.PathMtu.DO);
    assertEquals(
        Errno.EMSGSIZE, refusal(() -> socket.send(at("10.0.1.2", 7), Payload.zeros(4000))));
  }
}
