package passerelle.sim.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import passerelle.addr.Ipv4Address;
import passerelle.netfilter.Table;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.TcpSegment;
import passerelle.packet.UdpDatagram;

/** Translation of addresses and ports. */
class NatTest {
  private static final String WEB = "172.17.0.2";
  private static final String LAPTOP = "192.0.2.20";

  private static Router masquerading() {
    Router router = new Router(7);
    router.rules("-t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE");
    return router;
  }

  private static Router publishing() {
    Router router = masquerading();
    router.rules("-t nat -N DOCKER");
    router.rules("-t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER");
    router.rules("-t nat -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER");
    router.rules(
        "-t nat -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT"
            + " --to-destination 172.17.0.2:80");
    return router;
  }

  private static Ipv4Packet answerTo(Ipv4Packet packet) {
    UdpDatagram udp = (UdpDatagram) packet.transport();
    return packet
        .withAddresses(packet.destination(), packet.source())
        .withTransport(new UdpDatagram(udp.destinationPort(), udp.sourcePort(), udp.payload()));
  }

  /** A flow: last octet of the client, its port, last octet of the server, its port. */
  record Flow(int client, int sourcePort, int server, int destinationPort) {
    Ipv4Packet packet() {
      return Router.udp("172.17.0." + client, sourcePort, "198.51.100." + server, destinationPort);
    }
  }

  @Property(tries = 200, seed = "42")
  void whatGoesOutMasqueradedComesBackAsTheInverse(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 4095) Integer> choices) {
    Router router = masquerading();
    Set<Object> onTheWire = new HashSet<>();
    Set<Flow> flows = new HashSet<>();
    for (int choice : choices) {
      // Few clients and ports, so that many flows want the same port.
      Flow flow = new Flow(2 + (choice & 15), 40000 + (choice >> 4 & 1), 1 + (choice >> 5 & 1), 53);
      Ipv4Packet sent = flow.packet();
      Ipv4Packet seen = router.pass("docker0", sent).orElseThrow();
      assertEquals(Router.OWN, seen.source());
      assertEquals(sent.destination(), seen.destination());
      UdpDatagram udp = (UdpDatagram) seen.transport();
      boolean isNew = flows.add(flow);
      boolean unique =
          onTheWire.add(List.of(seen.source(), udp.sourcePort(), seen.destination(), 53));
      assertEquals(isNew, unique, "each flow has one mapping of its own");
      Ipv4Packet back = router.pass("eth0", answerTo(seen)).orElseThrow();
      assertEquals(answerTo(sent), back);
    }
    assertEquals(flows.size(), router.netfilter.conntrack().count());
    Set<Object> replies = new HashSet<>();
    for (Connection connection : router.netfilter.conntrack().connections()) {
      assertTrue(replies.add(connection.reply()), "two connections share " + connection.reply());
    }
    String rules = router.counters(Table.NAT);
    assertTrue(rules.startsWith("[" + flows.size() + ":"), "only first packets count: " + rules);
  }

  @Test
  void aFreePortIsKeptAndATakenOneReplacedWithinItsClass() {
    Router router = masquerading();
    Ipv4Packet first = router.pass("docker0", Router.udp("172.17.0.2", 500, "9.9.9.9", 53)).get();
    assertEquals(500, ((UdpDatagram) first.transport()).sourcePort());
    Ipv4Packet second = router.pass("docker0", Router.udp("172.17.0.3", 500, "9.9.9.9", 53)).get();
    int low = ((UdpDatagram) second.transport()).sourcePort();
    assertTrue(low >= 1 && low <= 511 && low != 500, "port " + low);
    router.pass("docker0", Router.udp("172.17.0.2", 2000, "9.9.9.9", 53));
    Ipv4Packet third = router.pass("docker0", Router.udp("172.17.0.3", 2000, "9.9.9.9", 53)).get();
    int high = ((UdpDatagram) third.transport()).sourcePort();
    assertTrue(high >= 1024 && high != 2000, "port " + high);
  }

  @Test
  void aClientsPortIsMappedAlikeForAllServers() {
    Router router = masquerading();
    router.pass("docker0", Router.udp("172.17.0.2", 2000, "9.9.9.9", 53));
    Ipv4Packet first = router.pass("docker0", Router.udp("172.17.0.3", 2000, "9.9.9.9", 53)).get();
    Ipv4Packet other = router.pass("docker0", Router.udp("172.17.0.3", 2000, "9.9.9.8", 53)).get();
    int mapped = ((UdpDatagram) first.transport()).sourcePort();
    assertTrue(mapped != 2000);
    assertEquals(mapped, ((UdpDatagram) other.transport()).sourcePort());
  }

  @Test
  void aPublishedPortIsTranslatedThereAndBack() {
    Router router = publishing();
    Ipv4Packet syn = Router.tcp(LAPTOP, 50000, "192.0.2.10", 8080, TcpSegment.SYN);
    assertEquals(
        Router.tcp(LAPTOP, 50000, WEB, 80, TcpSegment.SYN), router.pass("eth0", syn).get());
    Ipv4Packet answer = Router.tcp(WEB, 80, LAPTOP, 50000, TcpSegment.SYN | TcpSegment.ACK);
    assertEquals(
        Router.tcp("192.0.2.10", 8080, LAPTOP, 50000, TcpSegment.SYN | TcpSegment.ACK),
        router.pass("docker0", answer).get());
    assertTrue(
        router
            .connections()
            .contains(
                "src=192.0.2.20 dst=192.0.2.10 sport=50000 dport=8080"
                    + " src=172.17.0.2 dst=192.0.2.20 sport=80 dport=50000"),
        router.connections());
  }

  @Test
  void theHostsOwnPacketsAreTranslatedInOutput() {
    Router router = publishing();
    Ipv4Packet syn = Router.tcp("192.0.2.10", 50000, "192.0.2.10", 8080, TcpSegment.SYN);
    assertEquals(Ipv4Address.of(WEB), router.send(syn).get().destination());
  }

  @Test
  void anErrorAboutATranslatedPacketReachesItsSenderInItsOwnTerms() {
    Router router = masquerading();
    Ipv4Packet sent = Router.udp(WEB, 5000, "198.51.100.80", 53);
    Ipv4Packet seen = router.pass("docker0", sent).orElseThrow();
    IcmpMessage error = new IcmpMessage(3, 3, 0, new IcmpBody.Quote(seen, seen.length()));
    Ipv4Packet back =
        router.pass("eth0", Router.packet("198.51.100.80", "192.0.2.10", error)).orElseThrow();
    assertEquals(Ipv4Address.of(WEB), back.destination());
    IcmpBody.Quote quote = (IcmpBody.Quote) ((IcmpMessage) back.transport()).body();
    assertEquals(sent, quote.packet());
  }

  @Test
  void pingsOfTwoContainersWithOneIdentifierAreToldApart() {
    Router router = masquerading();
    Ipv4Packet a =
        Router.packet("172.17.0.2", "9.9.9.9", IcmpMessage.echoRequest(77, 1, Payload.EMPTY));
    Ipv4Packet b =
        Router.packet("172.17.0.3", "9.9.9.9", IcmpMessage.echoRequest(77, 1, Payload.EMPTY));
    int first = ((IcmpMessage) router.pass("docker0", a).get().transport()).identifier();
    int second = ((IcmpMessage) router.pass("docker0", b).get().transport()).identifier();
    assertEquals(77, first);
    assertTrue(second != 77);
    IcmpMessage reply =
        new IcmpMessage(
            IcmpMessage.ECHO_REPLY, 0, second << 16 | 1, new IcmpBody.Data(Payload.EMPTY));
    Ipv4Packet back = router.pass("eth0", Router.packet("9.9.9.9", "192.0.2.10", reply)).get();
    assertEquals(Ipv4Address.of("172.17.0.3"), back.destination());
    assertEquals(77, ((IcmpMessage) back.transport()).identifier());
  }

  @Test
  void redirectSendsToTheDevicesOwnAddressAndLocallyToLoopback() {
    Router router = new Router(1);
    router.rules("-t nat -A PREROUTING -p udp --dport 53 -j REDIRECT --to-ports 5353");
    router.rules("-t nat -A OUTPUT -p udp --dport 53 -j REDIRECT");
    Ipv4Packet in = router.pass("docker0", Router.udp(WEB, 1000, "9.9.9.9", 53)).get();
    assertEquals(Router.udp(WEB, 1000, "172.17.0.1", 5353), in);
    assertEquals(
        Ipv4Address.LOOPBACK,
        router.send(Router.udp("192.0.2.10", 1000, "9.9.9.9", 53)).get().destination());
  }

  @Test
  void masqueradedConnectionsGoWithTheirDevice() {
    Router router = masquerading();
    router.pass("docker0", Router.udp(WEB, 1000, "9.9.9.9", 53));
    router.netfilter.deviceGone(router.device("docker0"));
    assertEquals(1, router.netfilter.conntrack().count());
    router.netfilter.deviceGone(router.device("eth0"));
    assertEquals(0, router.netfilter.conntrack().count());
  }

  @Test
  void aRangeOfOnePortLeavesNoSecondConnectionToTheSameServer() {
    Router router = new Router(1);
    router.rules("-t nat -A POSTROUTING -p udp -j SNAT --to-source 192.0.2.10:7000");
    assertTrue(router.pass("docker0", Router.udp("172.17.0.2", 1, "9.9.9.9", 53)).isPresent());
    Optional<Ipv4Packet> second =
        router.pass("docker0", Router.udp("172.17.0.3", 1, "9.9.9.9", 53));
    assertTrue(second.isEmpty(), "the reply tuple is taken");
  }
}
