package passerelle.real.trace;

import java.util.Optional;
import passerelle.packet.IpPacket;
import passerelle.packet.L3Packet;
import passerelle.trace.Hop;

/** A packet on its way, as it is now ({@code struct sk_buff}). */
final class Skb {
  private long id;
  private L3Packet packet;
  private Optional<Hop.Ethernet> ethernet = Optional.empty();

  Skb(long id, L3Packet packet) {
    this.id = id;
    this.packet = packet;
  }

  long id() {
    return id;
  }

  L3Packet packet() {
    return packet;
  }

  /** The packet, known to be IPv4. */
  IpPacket ip() {
    return (IpPacket) packet;
  }

  void set(L3Packet changed) {
    packet = changed;
  }

  /** It is part of another packet now, and that goes on in its place. */
  void become(Skb whole) {
    id = whole.id;
    packet = whole.packet;
  }

  void frame(Hop.Ethernet addresses) {
    ethernet = Optional.of(addresses);
  }

  Hop hop(long at, String netns, String device, String function) {
    return new Hop(at, id, netns, device, function, ethernet, packet);
  }
}
