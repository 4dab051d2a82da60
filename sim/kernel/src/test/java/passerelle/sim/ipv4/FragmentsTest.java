package passerelle.sim.ipv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import passerelle.kernel.KernelException;
import passerelle.packet.Ipv4Packet;
import passerelle.sim.link.Skb;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** A packet that is too long for the link: {@link Fragmenter} cuts, {@link Reassembler} mends. */
class FragmentsTest {
  private final TwoHosts lab;

  FragmentsTest() throws KernelException {
    lab = new TwoHosts();
  }

  private List<Skb> cut(int octets, int mtu) {
    Skb packet = lab.udp(TwoHosts.A, TwoHosts.B, octets, false);
    return Fragmenter.fragment(packet, mtu, TwoHosts.eth0(lab.a));
  }

  private Optional<Skb> collect(Skb fragment, Reassembler.User user) {
    return lab.b.ip().reassembler().collect(fragment, TwoHosts.eth0(lab.b), user);
  }

  private Optional<Skb> collect(Skb fragment) {
    return collect(fragment, Reassembler.User.LOCAL_DELIVER);
  }

  /** 3000 octets of data make 3008 with the UDP header: 1480 + 1480 + 48. */
  @Test
  void everyPieceButTheLastIsFullAndAMultipleOfEightOctetsLong() {
    List<Skb> pieces = cut(3000, 1500);
    assertEquals(
        List.of(1500, 1500, 68), pieces.stream().map(Skb::ip).map(Ipv4Packet::length).toList());
    assertEquals(
        List.of(0, 1480, 2960),
        pieces.stream().map(p -> p.ip().header().fragmentOffset()).toList());
    assertEquals(
        List.of(true, true, false),
        pieces.stream().map(p -> p.ip().header().moreFragments()).toList());
  }

  @Test
  void anMtuThatIsNoMultipleOfEightLeavesRoomUnused() {
    assertEquals(20 + 1472, cut(3000, 1498).get(0).ip().length());
  }

  @Test
  void dontFragmentForbidsIt() {
    assertTrue(Fragmenter.mayCut(lab.udp(TwoHosts.A, TwoHosts.B, 3000, false), 1500));
    assertFalse(Fragmenter.mayCut(lab.udp(TwoHosts.A, TwoHosts.B, 3000, true), 1500));
  }

  @Property(tries = 200)
  void inWhateverOrderThePiecesComeThePacketIsTheSame(
      @ForAll @IntRange(min = 1500, max = 9000) int octets,
      @ForAll @IntRange(min = 68, max = 1500) int mtu,
      @ForAll long order) {
    List<Skb> pieces = new ArrayList<>(cut(octets, mtu));
    Collections.shuffle(pieces, new Random(order));
    for (Skb piece : pieces.subList(0, pieces.size() - 1)) {
      assertTrue(collect(piece).isEmpty());
    }
    Ipv4Packet whole = collect(pieces.get(pieces.size() - 1)).orElseThrow().ip();
    assertEquals(lab.udp(TwoHosts.A, TwoHosts.B, octets, false).ip(), whole);
  }

  @Test
  void whoeverCollectsKeepsItsPiecesApart() {
    List<Skb> pieces = cut(2000, 1500);
    assertTrue(collect(pieces.get(0), Reassembler.User.CONNTRACK_IN).isEmpty());
    assertTrue(collect(pieces.get(1), Reassembler.User.LOCAL_DELIVER).isEmpty());
    assertTrue(collect(pieces.get(1), Reassembler.User.CONNTRACK_IN).isPresent());
  }

  @Test
  void afterHalfAMinuteWithoutTheRestThePiecesAreThrownAway() {
    collect(cut(2000, 1500).get(0));
    lab.pass(29);
    assertEquals(List.of(), lab.seen(HopEvent.Dropped.class));
    lab.pass(6);
    assertEquals(
        List.of(DropReason.FRAG_REASM_TIMEOUT),
        lab.seen(HopEvent.Dropped.class).stream().map(HopEvent.Dropped::reason).toList());
  }
}
