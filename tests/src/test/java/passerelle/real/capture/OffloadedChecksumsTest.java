package passerelle.real.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import passerelle.addr.Ipv4Address;
import passerelle.addr.MacAddress;
import passerelle.packet.EthernetFrame;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;
import passerelle.packet.codec.Codec;

class OffloadedChecksumsTest {
  private static final int TRANSPORT = 34;

  private static Ipv4Packet packet(Transport transport) {
    return new Ipv4Packet(
        Ipv4Address.of("192.0.2.10"),
        Ipv4Address.of("192.0.2.20"),
        Ipv4Header.of(7, true),
        transport);
  }

  private static byte[] frame(Transport transport) {
    return Codec.encode(
        new EthernetFrame(MacAddress.BROADCAST, MacAddress.ZERO, packet(transport)));
  }

  private static byte[] with(byte[] frame, int at, int value) {
    byte[] changed = frame.clone();
    changed[at] = (byte) (value >> 8);
    changed[at + 1] = (byte) value;
    return changed;
  }

  @Property(tries = 200, seed = "1")
  void fillsInWhatTheDeviceWasToCompute(
      @ForAll @Size(max = 60) byte[] data, @ForAll @IntRange(min = 1, max = 0xffff) int stale) {
    byte[] udp = frame(new UdpDatagram(1, 2, Payload.of(data)));
    assertArrayEquals(udp, OffloadedChecksums.complete(with(udp, TRANSPORT + 6, stale)));
    byte[] tcp =
        frame(new TcpSegment(1, 2, 3, 4, TcpSegment.ACK, 5, TcpOptions.NONE, Payload.of(data)));
    assertArrayEquals(tcp, OffloadedChecksums.complete(with(tcp, TRANSPORT + 16, stale)));
  }

  @Test
  void fillsInTheChecksumOfAPacketThatAnErrorQuotes() {
    Ipv4Packet about = packet(new UdpDatagram(1, 2, Payload.zeros(18)));
    byte[] error = frame(new IcmpMessage(3, 3, 0, new IcmpBody.Quote(about, about.length())));
    byte[] partial = with(error, TRANSPORT + 8 + 20 + 6, 0x1234);
    assertArrayEquals(error, OffloadedChecksums.complete(partial));
  }

  @Property(tries = 500, seed = "2")
  void takesAnyOctets(@ForAll @Size(max = 80) byte[] octets) {
    byte[] ipv4 = octets.length > 14 ? with(octets, 12, 0x0800) : octets;
    byte[] completed = OffloadedChecksums.complete(ipv4);
    assertArrayEquals(
        Arrays.copyOf(ipv4, Math.min(14, ipv4.length)),
        Arrays.copyOf(completed, Math.min(14, completed.length)));
  }

  @Test
  void leavesOtherFramesAlone() {
    byte[] other = new byte[60];
    assertSame(other, OffloadedChecksums.complete(other));
  }
}
