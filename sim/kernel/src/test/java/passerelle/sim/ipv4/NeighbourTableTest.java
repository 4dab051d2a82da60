package passerelle.sim.ipv4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.ArpPacket;
import passerelle.sim.core.EventLoop;
import passerelle.sim.ip.Neighbour;
import passerelle.sim.ip.NeighbourTable;
import passerelle.sim.uapi.NeighbourState;
import passerelle.trace.DropReason;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/** The life of an entry: asked for, answered, grown old, asked again, given up. */
class NeighbourTableTest {
  private static final IpAddress NOBODY = IpAddress.of("10.0.0.9");

  private final TwoHosts lab;

  NeighbourTableTest() throws KernelException {
    lab = new TwoHosts();
  }

  private void send(IpAddress to) {
    lab.a.ip().neighbours().output(lab.udp(TwoHosts.A, to, 8, false), TwoHosts.eth0(lab.a), to);
  }

  private NeighbourState state(IpAddress address) {
    NeighbourTable table = lab.a.ip().neighbours();
    return table.find(TwoHosts.eth0(lab.a), address).map(table::shownState).orElseThrow();
  }

  private long questions() {
    return lab.seen(HopEvent.Transmitted.class).stream()
        .map(HopEvent.Transmitted::hop)
        .filter(hop -> hop.netns().equals("a"))
        .map(Hop::packet)
        .filter(
            packet ->
                packet instanceof ArpPacket arp && arp.operation() == ArpPacket.Operation.REQUEST)
        .count();
  }

  @Test
  void theFirstPacketWaitsForTheAnswerAndTheNextOnesGoAtOnce() {
    send(TwoHosts.B);
    assertEquals(NeighbourState.INCOMPLETE, state(TwoHosts.B));
    lab.pass(1);
    assertEquals(NeighbourState.REACHABLE, state(TwoHosts.B));
    Optional<Neighbour> entry = lab.a.ip().neighbours().find(TwoHosts.eth0(lab.a), TwoHosts.B);
    assertEquals(Optional.of(TwoHosts.MAC_OF_B), entry.map(Neighbour::mac));
    send(TwoHosts.B);
    assertEquals(1, questions());
  }

  @Test
  void whoeverAsksIsKnownToTheOneAsked() {
    send(TwoHosts.B);
    lab.pass(1);
    assertEquals(1, lab.b.ip().neighbours().entries().size());
    assertEquals(TwoHosts.A, lab.b.ip().neighbours().entries().get(0).address());
  }

  @Test
  void afterHalfAMinuteTheEntryIsStaleAndStillUsed() {
    send(TwoHosts.B);
    lab.pass(40);
    assertEquals(NeighbourState.STALE, state(TwoHosts.B));
    send(TwoHosts.B);
    assertEquals(NeighbourState.DELAY, state(TwoHosts.B));
    assertEquals(1, questions());
  }

  @Test
  void withoutAConfirmationItIsAskedAgainFiveSecondsLater() {
    send(TwoHosts.B);
    lab.pass(40);
    send(TwoHosts.B);
    lab.pass(7);
    assertEquals(2, questions());
    assertEquals(NeighbourState.REACHABLE, state(TwoHosts.B));
  }

  @Test
  void afterThreeQuestionsWithoutAnAnswerThePacketIsLostAndItsSenderTold() {
    send(NOBODY);
    lab.pass(5);
    assertEquals(3, questions());
    assertEquals(NeighbourState.FAILED, state(NOBODY));
    assertEquals(
        List.of(DropReason.NEIGH_FAILED),
        lab.seen(HopEvent.Dropped.class).stream().map(HopEvent.Dropped::reason).toList());
  }

  @Test
  void theQuestionsComeASecondApart() {
    send(NOBODY);
    lab.pass(5);
    List<Long> times =
        lab.seen(HopEvent.Transmitted.class).stream()
            .map(HopEvent.Transmitted::hop)
            .map(Hop::time)
            .toList();
    assertEquals(EventLoop.SECOND, (times.get(1) - times.get(0)) / 100_000_000 * 100_000_000);
    assertEquals(EventLoop.SECOND, (times.get(2) - times.get(1)) / 100_000_000 * 100_000_000);
  }

  @Test
  void anEntryMadeByHandIsNeverAskedForAndNoAnswerChangesIt() {
    MacAddress wrong = new MacAddress(0x02_00_00_00_00_99L);
    lab.a.ip().neighbours().set(TwoHosts.eth0(lab.a), TwoHosts.B, wrong, NeighbourState.PERMANENT);
    send(TwoHosts.B);
    lab.pass(100);
    assertEquals(0, questions());
    assertEquals(NeighbourState.PERMANENT, state(TwoHosts.B));
  }
}
