package passerelle.sim.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.UdpDatagram;
import passerelle.sim.core.Machine;

/** Whose a frame is that came in at a device where somebody looks first ({@link RxHandler}). */
class RxHandlerTest {
  private static final MacAddress MINE = new MacAddress(0x02_00_00_00_00_01L);
  private static final MacAddress ANOTHER = new MacAddress(0x02_00_00_00_00_02L);

  private final Machine machine = new Machine(1);
  private final Device device = new Dummy(machine, "eth0", MINE);
  private final List<MacAddress> taken = new ArrayList<>();
  private final List<MacAddress> ofNamespace = new ArrayList<>();

  @BeforeEach
  void placeTheDevice() {
    device.place("host", 2, (at, skb) -> ofNamespace.add(skb.destination()));
    device.setUp(true);
  }

  private void receive(MacAddress destination) {
    IpAddress address = IpAddress.of("10.0.0.1");
    UdpDatagram datagram = new UdpDatagram(4000, 5000, Payload.of(new byte[1]));
    Skb skb = new Skb(machine, Ipv4Packet.of(address, address, Ipv4Header.of(7, false), datagram));
    skb.setFrame(ANOTHER, destination);
    device.receive(skb);
  }

  @Test
  void withoutAHandlerAFrameIsItsNamespaces() {
    receive(MINE);
    assertEquals(List.of(MINE), ofNamespace);
  }

  @Test
  void whatTheHandlerTakesItsNamespaceDoesNotSee() {
    device.setRxHandler(Optional.of(skb -> taken.add(skb.destination())));
    receive(MINE);
    assertEquals(List.of(MINE), taken);
    assertEquals(List.of(), ofNamespace);
  }

  @Test
  void whatTheHandlerPassesIsItsNamespaces() {
    device.setRxHandler(
        Optional.of(skb -> skb.destination().equals(ANOTHER) && taken.add(skb.destination())));
    receive(ANOTHER);
    receive(MINE);
    assertEquals(List.of(ANOTHER), taken);
    assertEquals(List.of(MINE), ofNamespace);
  }
}
