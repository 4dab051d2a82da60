package passerelle.sim.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkSpec;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.Machine;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;

/** Behind which port of a bridge an address is: learned from what comes, forgotten in time. */
class FdbTest {
  private static final MacAddress MAC = new MacAddress(0x02_00_00_00_00_07L);

  private final Fdb fdb = new Fdb();
  private final BridgePort left;
  private final BridgePort right;

  FdbTest() throws KernelException {
    Namespaces namespaces = new Namespaces(new Machine(1));
    Netns host = namespaces.add("host");
    Device bridge = namespaces.links().add(host, LinkSpec.of("br0"), new LinkKind.Bridge());
    left = port(namespaces, host, bridge, "left");
    right = port(namespaces, host, bridge, "right");
  }

  private static BridgePort port(Namespaces namespaces, Netns host, Device bridge, String name)
      throws KernelException {
    LinkKind pair = new LinkKind.Veth("host", LinkSpec.of(name + "p"));
    Device device = namespaces.links().add(host, LinkSpec.of(name), pair);
    namespaces.links().setMaster(host, device, Optional.of(bridge));
    return BridgePort.of(device).orElseThrow();
  }

  private Optional<BridgePort> found(long now) {
    return fdb.find(MAC, now).map(Fdb.Entry::port);
  }

  @Test
  void anAddressIsNewsOnceAndAgainWhenItHasMoved() {
    assertTrue(fdb.learn(MAC, left, 0));
    assertFalse(fdb.learn(MAC, left, 1));
    assertTrue(fdb.learn(MAC, right, 2));
    assertEquals(Optional.of(right), found(2));
  }

  @Test
  void itIsForgottenFiveMinutesAfterItWasSeenLast() {
    fdb.learn(MAC, left, 0);
    fdb.learn(MAC, left, EventLoop.SECOND);
    assertEquals(Optional.of(left), found(301 * EventLoop.SECOND));
    assertEquals(Optional.empty(), found(301 * EventLoop.SECOND + 1));
  }

  @Test
  void whatWasMadeByHandNeitherAgesNorMoves() {
    fdb.addPermanent(MAC, left, false, 0);
    assertFalse(fdb.learn(MAC, right, 1));
    assertEquals(Optional.of(left), found(1_000_000 * EventLoop.SECOND));
  }

  @Test
  void aPortThatGoesDownTakesWhatWasLearnedBehindIt() {
    fdb.learn(MAC, left, 0);
    fdb.addPermanent(left.device().mac(), left, true, 0);
    fdb.removeBehind(left, false);
    assertEquals(
        List.of(left.device().mac()), fdb.entries(0).stream().map(Fdb.Entry::mac).toList());
    fdb.removeBehind(left, true);
    assertEquals(List.of(), fdb.entries(0));
  }
}
