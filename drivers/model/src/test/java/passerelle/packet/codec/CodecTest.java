package passerelle.packet.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IcmpV4CommonPacket;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.UdpPacket;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv6Address;
import passerelle.addr.MacAddress;
import passerelle.packet.ArpPacket;
import passerelle.packet.EthernetFrame;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Ipv6Header;
import passerelle.packet.Ipv6Packet;
import passerelle.packet.L3Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawL3Packet;
import passerelle.packet.RawTransport;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;

class CodecTest {

  @Property(tries = 2000, seed = "28")
  void aFrameSurvivesTheWayThroughBytes(@ForAll("frames") EthernetFrame frame) {
    assertEquals(Optional.of(frame), Codec.decode(Codec.encode(frame)));
  }

  @Property(tries = 2000, seed = "28")
  void pcap4jFindsEveryChecksumRight(@ForAll("frames") EthernetFrame frame) throws Exception {
    byte[] bytes = Codec.encode(frame);
    assertEquals(EthernetFrame.HEADER_LENGTH + frame.packet().length(), bytes.length);
    EthernetPacket read = EthernetPacket.newPacket(bytes, 0, bytes.length);
    IpPacket ip = read.get(IpPacket.class);
    if (ip == null || frame.packet() instanceof Ipv4Packet own && own.isFragment()) {
      return;
    }
    assertTrue(!(ip instanceof IpV4Packet four) || four.getHeader().hasValidChecksum(false));
    TcpPacket tcp = ip.get(TcpPacket.class);
    UdpPacket udp = ip.get(UdpPacket.class);
    IcmpV4CommonPacket icmp = ip.get(IcmpV4CommonPacket.class);
    var source = ip.getHeader().getSrcAddr();
    var destination = ip.getHeader().getDstAddr();
    assertTrue(tcp == null || icmp != null || tcp.hasValidChecksum(source, destination, false));
    assertTrue(udp == null || icmp != null || udp.hasValidChecksum(source, destination, false));
    assertTrue(icmp == null || icmp.hasValidChecksum(false));
  }

  @Property(tries = 5000, seed = "28")
  void damagedFramesAreReadWithoutLoss(@ForAll("frames") EthernetFrame frame, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = Codec.encode(frame);
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    byte[] cut =
        java.util.Arrays.copyOf(
            bytes, bytes.length - random.nextInt(2) * random.nextInt(bytes.length));
    assertReadWithoutLoss(cut);
  }

  @Property(tries = 5000, seed = "28")
  void randomBytesAreReadWithoutLoss(@ForAll byte[] bytes) {
    assertReadWithoutLoss(bytes);
  }

  private static void assertReadWithoutLoss(byte[] bytes) {
    Optional<EthernetFrame> frame = Codec.decode(bytes);
    assertEquals(bytes.length >= 14, frame.isPresent());
    frame.ifPresent(read -> assertArrayEquals(bytes, Codec.encode(read)));
  }

  @Property(tries = 300, seed = "28")
  void anErrorQuotesAsMuchAsItSays(@ForAll("packets") Ipv4Packet packet) {
    int quoted = Math.min(packet.headerLength() + 8, packet.length());
    IcmpMessage error = new IcmpMessage(3, 3, 0, new IcmpBody.Quote(packet, quoted));
    byte[] whole = Codec.encode(packet);
    byte[] bytes = Codec.encode(packet.withHeader(Ipv4Header.of(1, true)).withTransport(error));
    assertEquals(28 + quoted, bytes.length);
    assertArrayEquals(
        java.util.Arrays.copyOf(whole, quoted),
        java.util.Arrays.copyOfRange(bytes, 28, bytes.length));
    L3Packet read = Codec.decode(packet.etherType(), bytes);
    assertTrue(
        read instanceof Ipv4Packet ip
            && ip.transport() instanceof IcmpMessage icmp
            && icmp.body() instanceof IcmpBody.Quote quote
            && quote.packet().source().equals(packet.source()));
  }

  @Provide
  Arbitrary<EthernetFrame> frames() {
    Arbitrary<L3Packet> network =
        Arbitraries.oneOf(packets().map(p -> (L3Packet) p), packets6(), arp(), raw());
    return Combinators.combine(macs(), macs(), network).as(EthernetFrame::new);
  }

  private Arbitrary<MacAddress> macs() {
    return Arbitraries.longs().map(MacAddress::new);
  }

  private Arbitrary<Ipv4Address> addresses() {
    return Arbitraries.integers().map(Ipv4Address::new);
  }

  private Arbitrary<Payload> payloads() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(80).map(Payload::of);
  }

  private Arbitrary<Integer> shorts() {
    return Arbitraries.integers().between(0, 65535);
  }

  private Arbitrary<L3Packet> arp() {
    return Combinators.combine(
            Arbitraries.of(ArpPacket.Operation.class), macs(), addresses(), macs(), addresses())
        .as(ArpPacket::new);
  }

  private Arbitrary<L3Packet> raw() {
    return payloads().map(payload -> new RawL3Packet(0x88cc, payload));
  }

  @Provide
  Arbitrary<Ipv4Packet> packets() {
    Arbitrary<Ipv4Header> headers =
        Combinators.combine(
                Arbitraries.integers().between(0, 255),
                shorts(),
                Arbitraries.of(true, false),
                Arbitraries.integers().between(0, 255),
                Arbitraries.integers().between(0, 10).map(words -> Payload.zeros(4 * words)))
            .as(
                (tos, id, dont, ttl, options) ->
                    new Ipv4Header(tos, id, dont, false, 0, ttl, options));
    Arbitrary<Ipv4Packet> whole =
        Combinators.combine(addresses(), addresses(), headers, transports()).as(Ipv4Packet::new);
    Arbitrary<Ipv4Packet> fragments =
        Combinators.combine(addresses(), addresses(), headers, payloads())
            .as(
                (source, destination, header, payload) ->
                    new Ipv4Packet(
                        source,
                        destination,
                        header.withFragment(1480, true),
                        new RawTransport(17, payload)));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(5, whole), net.jqwik.api.Tuple.of(1, fragments));
  }

  private Arbitrary<L3Packet> packets6() {
    Arbitrary<Ipv6Address> addresses =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Ipv6Address::new);
    Arbitrary<Ipv6Header> headers =
        Combinators.combine(
                Arbitraries.integers().between(0, 255),
                Arbitraries.integers().between(0, 0xf_ffff),
                Arbitraries.integers().between(0, 255))
            .as(Ipv6Header::new);
    return Combinators.combine(addresses, addresses, headers, Arbitraries.oneOf(udp(), tcp()))
        .as(Ipv6Packet::new);
  }

  private Arbitrary<Transport> udp() {
    return Combinators.combine(shorts(), shorts(), payloads()).as(UdpDatagram::new);
  }

  private Arbitrary<Transport> tcp() {
    return Combinators.combine(
            shorts(),
            shorts(),
            Arbitraries.integers(),
            Arbitraries.integers(),
            Arbitraries.integers().between(0, 255),
            shorts(),
            options(),
            payloads())
        .as(TcpSegment::new);
  }

  private Arbitrary<Transport> transports() {
    Arbitrary<Transport> echo =
        Combinators.combine(shorts(), shorts(), payloads()).as(IcmpMessage::echoRequest);
    Arbitrary<Transport> error =
        Combinators.combine(addresses(), addresses(), payloads())
            .as(
                (source, destination, payload) -> {
                  Ipv4Packet quoted =
                      new Ipv4Packet(
                          source,
                          destination,
                          Ipv4Header.of(7, true),
                          new UdpDatagram(1, 2, payload));
                  return new IcmpMessage(11, 0, 0, new IcmpBody.Quote(quoted, quoted.length()));
                });
    Arbitrary<Transport> other = payloads().map(payload -> new RawTransport(47, payload));
    return Arbitraries.oneOf(udp(), tcp(), echo, error, other);
  }

  private Arbitrary<TcpOptions> options() {
    Arbitrary<OptionalInt> mss =
        Arbitraries.of(OptionalInt.empty(), OptionalInt.of(1460), OptionalInt.of(536));
    Arbitrary<OptionalInt> scale = Arbitraries.of(OptionalInt.empty(), OptionalInt.of(7));
    Arbitrary<Optional<TcpOptions.Timestamps>> times =
        Arbitraries.of(Optional.empty(), Optional.of(new TcpOptions.Timestamps(9, -1)));
    Arbitrary<List<TcpOptions.SackBlock>> blocks =
        Arbitraries.of(
            List.of(),
            List.of(new TcpOptions.SackBlock(5, 9)),
            List.of(new TcpOptions.SackBlock(5, 9), new TcpOptions.SackBlock(-1, 2)));
    return Combinators.combine(mss, Arbitraries.of(true, false), times, scale, blocks)
        .as(TcpOptions::new);
  }
}
