package passerelle.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.kernel.KernelException;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.UdpDatagram;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsReader;

/** How names are asked for when nobody answers, as glibc does it (resolv/res_send.c). */
class ResolverTest {
  private SocketLab lab;
  private final List<UdpDatagram> asked = new ArrayList<>();

  @BeforeEach
  void listen() throws KernelException {
    lab = new SocketLab();
    lab.a
        .device("eth0")
        .orElseThrow()
        .tap(
            (device, direction, type, frame) -> {
              if (frame.packet() instanceof Ipv4Packet packet
                  && packet.transport() instanceof UdpDatagram datagram
                  && datagram.destinationPort() == 53) {
                asked.add(datagram);
              }
            });
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static int id(UdpDatagram datagram) {
    return DnsReader.read(datagram.payload()).map(DnsMessage::id).orElseThrow();
  }

  @Test
  void theSameQuestionsAreAskedAgainByTheSameSocket() {
    lab.r.sysctls().write("net.ipv4.ip_forward", "0");
    lab.run("a", "ping -c 1 somebody");
    assertEquals(4, asked.size(), "A and AAAA, twice");
    assertEquals(id(asked.get(0)), id(asked.get(2)));
    assertEquals(id(asked.get(1)), id(asked.get(3)));
    assertEquals(1, ports().size());
  }

  @Test
  void afterAnErrorTheNextSocketAsksAtOnce() {
    long start = lab.machine.now();
    lab.run("a", "ping -c 1 somebody");
    assertEquals(4, asked.size());
    assertEquals(2, ports().size(), "nobody listens on port 53, and each socket is told once");
    assertTrue(lab.machine.now() - start < 5_000_000_000L, "no time was waited for");
  }

  @Test
  void whoHasLessTimeStopsAsking() {
    lab.r.sysctls().write("net.ipv4.ip_forward", "0");
    long start = lab.machine.now();
    lab.run("a", "curl -s -m 2 http://somebody/");
    assertEquals(2, asked.size());
    assertTrue(lab.machine.now() - start < 3_000_000_000L);
  }

  private Set<Integer> ports() {
    Set<Integer> ports = new HashSet<>();
    asked.forEach(datagram -> ports.add(datagram.sourcePort()));
    return ports;
  }
}
