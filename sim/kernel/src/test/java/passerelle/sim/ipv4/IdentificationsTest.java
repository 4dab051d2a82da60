package passerelle.sim.ipv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import passerelle.addr.IpAddress;
import passerelle.packet.IpProtocol;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.Machine;

@DisplayName("The identification of packets")
class IdentificationsTest {
  private static final IpAddress WEB = IpAddress.of("10.0.0.2");

  private final Machine machine = new Machine(1);
  private final Identifications ids = new Identifications(machine, "host");

  @Test
  void ofAConnectedSocketBeginsSomewhereElseForEachSocket() {
    int one = ids.first();
    assertNotEquals(one + 1 & 0xffff, ids.first());
  }

  @Test
  void ofOthersCountsUpWithinAJiffy() {
    int one = ids.next(WEB, IpProtocol.ICMP);
    assertEquals(one + 1 & 0xffff, ids.next(WEB, IpProtocol.ICMP));
  }

  @Test
  void ofOthersLeapsByNoMoreThanTheJiffiesThatPass() {
    int one = ids.next(WEB, IpProtocol.ICMP);
    machine.loop().advance(EventLoop.SECOND);
    int leap = ids.next(WEB, IpProtocol.ICMP) - one & 0xffff;
    assertTrue(leap >= 1 && leap <= 250, () -> "leaps by " + leap);
  }

  @Test
  void ofOthersTellsNothingOfWhatGoesElsewhere() {
    int one = ids.next(WEB, IpProtocol.ICMP);
    ids.next(IpAddress.of("10.0.0.3"), IpProtocol.ICMP);
    ids.next(WEB, IpProtocol.UDP);
    assertEquals(one + 1 & 0xffff, ids.next(WEB, IpProtocol.ICMP));
  }
}
