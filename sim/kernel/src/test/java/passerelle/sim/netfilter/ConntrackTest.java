package passerelle.sim.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import passerelle.netfilter.Table;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.TcpSegment;

/** The life of a connection in the table, and what becomes of packets that are part of none. */
class ConntrackTest {
  private static final int SYN = TcpSegment.SYN;
  private static final int ACK = TcpSegment.ACK;
  private static final int FIN = TcpSegment.FIN;
  private static final int RST = TcpSegment.RST;
  private static final String CLIENT = "172.17.0.2";
  private static final String SERVER = "198.51.100.80";

  private final Router router = new Router(1);

  private void track() {
    router.rules("-A FORWARD -m conntrack --ctstate INVALID -j DROP");
  }

  private Optional<Ipv4Packet> out(int flags) {
    return router.pass("docker0", segment(Router.tcp(CLIENT, 40000, SERVER, 80, flags)));
  }

  private Optional<Ipv4Packet> back(int flags) {
    return router.pass("eth0", segment(Router.tcp(SERVER, 80, CLIENT, 40000, flags)));
  }

  /** Sequence numbers of a conversation without data: a SYN is 1, what follows is 2. */
  private static Ipv4Packet segment(Ipv4Packet packet) {
    TcpSegment tcp = (TcpSegment) packet.transport();
    return packet.withTransport(
        new TcpSegment(
            tcp.sourcePort(),
            tcp.destinationPort(),
            tcp.has(SYN) ? 1 : 2,
            2,
            tcp.flags(),
            tcp.window(),
            tcp.options(),
            tcp.payload()));
  }

  private void assertState(String state, long seconds, String marks) {
    String expected =
        "tcp %d %s src=172.17.0.2 dst=198.51.100.80 sport=40000 dport=80 %s"
            .formatted(seconds, state, marks.contains("U") ? "[UNREPLIED] " : "");
    String line = router.connections();
    assertTrue(line.startsWith(expected), line);
    assertEquals(marks.contains("A"), line.contains("[ASSURED]"), line);
  }

  @Test
  void aNamespaceWithoutRulesTracksNothing() {
    assertTrue(router.netfilter.isIdle());
    out(SYN);
    assertEquals("", router.connections());
    router.rules("-A FORWARD -p tcp -j ACCEPT");
    out(SYN);
    assertEquals("", router.connections());
  }

  @Test
  void trackingEndsWithTheLastRuleThatNeedsIt() {
    track();
    assertTrue(router.netfilter.isTracking());
    router.rules("-D FORWARD 1");
    assertTrue(!router.netfilter.isTracking());
  }

  @Test
  void aTcpConnectionGoesThroughTheStatesOfTheKernel() {
    track();
    out(SYN);
    assertState("SYN_SENT", 120, "U");
    back(SYN | ACK);
    assertState("SYN_RECV", 60, "");
    out(ACK);
    assertState("ESTABLISHED", 432000, "A");
    out(FIN | ACK);
    assertState("FIN_WAIT", 120, "A");
    back(ACK);
    assertState("CLOSE_WAIT", 60, "A");
    back(FIN | ACK);
    assertState("LAST_ACK", 30, "A");
    out(ACK);
    assertState("TIME_WAIT", 120, "A");
  }

  @Test
  void aResetClosesAndTheEntryGoesTenSecondsLater() {
    track();
    out(SYN);
    back(SYN | ACK);
    out(ACK);
    out(RST);
    assertState("CLOSE", 10, "A");
    router.pause(9);
    assertState("CLOSE", 1, "A");
    router.pause(1);
    assertEquals("", router.connections());
  }

  @Test
  void aRefusedConnectionIsForgottenAtOnce() {
    track();
    out(SYN);
    assertTrue(back(RST | ACK).isPresent());
    assertEquals("", router.connections());
  }

  @Test
  void aConnectionIsPickedUpInTheMiddleForFiveMinutes() {
    track();
    assertTrue(out(ACK).isPresent());
    assertState("ESTABLISHED", 300, "U");
  }

  @Test
  void withoutLoosePickupSuchAPacketIsInvalid() {
    track();
    router.netfilter.conntrack().settings().setTcpLoose(false);
    assertTrue(out(ACK).isEmpty());
  }

  @Test
  void aSynAfterTimeWaitBeginsANewConnection() {
    track();
    out(SYN);
    back(SYN | ACK);
    out(ACK);
    out(FIN | ACK);
    back(FIN | ACK);
    out(ACK);
    assertState("TIME_WAIT", 120, "A");
    out(SYN);
    assertState("SYN_SENT", 120, "U");
  }

  @Test
  void impossibleFlagsAndUnaskedAnswersAreInvalid() {
    track();
    assertTrue(out(SYN | FIN).isEmpty());
    assertTrue(back(SYN | ACK).isEmpty());
    assertTrue(out(RST).isEmpty());
    IcmpMessage reply =
        new IcmpMessage(IcmpMessage.ECHO_REPLY, 0, 7 << 16 | 1, new IcmpBody.Data(Payload.EMPTY));
    assertTrue(router.pass("eth0", Router.packet(SERVER, CLIENT, reply)).isEmpty());
    assertEquals("", router.connections());
  }

  @Test
  void udpBecomesAStreamAfterTwoSecondsOfTrafficBothWays() {
    track();
    router.pass("docker0", Router.udp(CLIENT, 5000, SERVER, 53));
    assertTrue(router.connections().contains("udp 30 "), router.connections());
    assertTrue(router.connections().contains("[UNREPLIED]"));
    router.pass("eth0", Router.udp(SERVER, 53, CLIENT, 5000));
    assertTrue(router.connections().contains("udp 30 "), router.connections());
    router.pause(3);
    router.pass("docker0", Router.udp(CLIENT, 5000, SERVER, 53));
    assertTrue(router.connections().contains("udp 120 "), router.connections());
    assertTrue(router.connections().contains("[ASSURED]"));
  }

  @Test
  void aDroppedFirstPacketLeavesNoEntry() {
    track();
    router.rules("-A FORWARD -p tcp --dport 80 -j DROP");
    out(SYN);
    assertEquals("", router.connections());
  }

  @Test
  void untrackedPacketsMakeNoEntryAndMatchUntracked() {
    track();
    router.rules("-t raw -A PREROUTING -p tcp --dport 80 -j NOTRACK");
    router.rules("-A FORWARD -m conntrack --ctstate UNTRACKED");
    out(SYN);
    assertEquals("", router.connections());
    String counters = router.counters(Table.FILTER);
    assertTrue(counters.contains("[1:40] -A FORWARD -m conntrack --ctstate UNTRACKED"), counters);
  }

  @Test
  void anIcmpErrorIsRelatedToTheConnectionThatItQuotes() {
    router.rules("-A FORWARD -m conntrack --ctstate RELATED -j DROP");
    Ipv4Packet query = Router.udp(CLIENT, 5000, SERVER, 53);
    router.pass("docker0", query);
    IcmpMessage error = new IcmpMessage(3, 3, 0, new IcmpBody.Quote(query, query.length()));
    assertTrue(router.pass("eth0", Router.packet(SERVER, CLIENT, error)).isEmpty());
    Ipv4Packet stranger = Router.udp(CLIENT, 5001, SERVER, 53);
    IcmpMessage other = new IcmpMessage(3, 3, 0, new IcmpBody.Quote(stranger, stranger.length()));
    assertTrue(router.pass("eth0", Router.packet(SERVER, CLIENT, other)).isPresent());
  }

  @Test
  void aFullTableDropsNewConnectionsUnlessAnUnassuredOneCanGo() {
    track();
    router.netfilter.conntrack().settings().setMax(1);
    out(SYN);
    back(SYN | ACK);
    out(ACK);
    assertTrue(router.pass("docker0", Router.udp(CLIENT, 1, SERVER, 2)).isEmpty());
    assertTrue(router.stack.log.get(0).contains("table full"));
    out(RST);
    router.pause(10);
    router.pass("docker0", Router.udp(CLIENT, 1, SERVER, 2));
    assertTrue(router.pass("docker0", Router.udp(CLIENT, 3, SERVER, 2)).isPresent());
    assertTrue(router.connections().contains("sport=3"));
  }

  @Test
  void aProcessForgetsTheConnectionsThatItNames() {
    track();
    out(SYN);
    router.pass("docker0", Router.udp(CLIENT, 5000, SERVER, 53));
    Conntrack conntrack = router.netfilter.conntrack();
    conntrack.removeFor(1, connection -> connection.original().protocol() == IpProtocol.UDP);
    assertEquals(1, conntrack.count());
    assertTrue(router.connections().startsWith("tcp "), router.connections());
  }
}
