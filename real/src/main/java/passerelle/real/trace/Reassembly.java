package passerelle.real.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.addr.IpAddress;
import passerelle.packet.IpPacket;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawTransport;
import passerelle.packet.codec.Codec;

/** Puts the fragments that arrived in a namespace together (twin: sim.ipv4.Reassembler). */
final class Reassembly {
  private final Sightings sightings;
  private final Skbs skbs;
  private final Map<Key, Skb> whole = new HashMap<>();

  /** What fragments of one packet have in common (RFC 791 section 3.2). */
  private record Key(String netns, IpAddress source, IpAddress destination, int id, int protocol) {
    static Key of(String netns, IpPacket packet) {
      return new Key(netns, packet.source(), packet.destination(), packet.id(), packet.protocol());
    }
  }

  Reassembly(Sightings sightings, Skbs skbs) {
    this.sightings = sightings;
    this.skbs = skbs;
  }

  /** The packet that a fragment is of. */
  Skb whole(String netns, IpPacket fragment) {
    return whole.computeIfAbsent(
        Key.of(netns, fragment), key -> skbs.make(join(fragments(netns, fragment))));
  }

  /** All fragments of a packet that came in. */
  List<Sighting> fragments(String netns, IpPacket fragment) {
    Key key = Key.of(netns, fragment);
    return sightings.all().stream()
        .filter(s -> !s.isOut() && s.netns().equals(netns))
        .filter(
            s -> s.packet() instanceof IpPacket p && p.isFragment() && Key.of(netns, p).equals(key))
        .toList();
  }

  private static Ipv4Packet join(List<Sighting> fragments) {
    Map<Integer, byte[]> parts = new TreeMap<>();
    Ipv4Packet first = (Ipv4Packet) fragments.get(0).packet();
    for (Sighting fragment : fragments) {
      Ipv4Packet packet = (Ipv4Packet) fragment.packet();
      parts.put(packet.header().fragmentOffset(), Codec.transportBytes(packet).toBytes());
    }
    int length = parts.values().stream().mapToInt(part -> part.length).sum();
    byte[] octets = new byte[length];
    int at = 0;
    for (byte[] part : parts.values()) {
      System.arraycopy(part, 0, octets, at, part.length);
      at += part.length;
    }
    Ipv4Packet joined =
        first
            .withHeader(first.header().withFragment(0, false))
            .withTransport(new RawTransport(first.protocol(), Payload.of(octets)));
    return Codec.parseTransport(joined);
  }
}
