package passerelle.real.trace;

import java.util.Arrays;
import java.util.Optional;
import passerelle.kernel.CapturedFrame;
import passerelle.packet.ArpPacket;
import passerelle.packet.EthernetFrame;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.L3Packet;
import passerelle.packet.codec.Codec;
import passerelle.real.capture.OffloadedChecksums;
import passerelle.trace.Hop;

/** A frame on a device, and what is known of how it came there. */
final class Sighting {
  private final CapturedFrame frame;
  private final EthernetFrame ethernet;
  private final PacketHeader header;
  private long at;
  private Optional<Sighting> sent = Optional.empty();
  private Optional<Passage> passage = Optional.empty();
  private Optional<Skb> skb = Optional.empty();
  private boolean explained;
  private boolean told;

  private Sighting(CapturedFrame frame, EthernetFrame ethernet) {
    this.frame = frame;
    this.ethernet = ethernet;
    at = frame.at();
    header = PacketHeader.of(frame.bytes(), EthernetFrame.HEADER_LENGTH);
  }

  /** A frame with a packet that traces tell of: IPv4 or ARP. */
  static Optional<Sighting> of(CapturedFrame frame) {
    return Codec.decode(OffloadedChecksums.complete(frame.bytes()))
        .filter(e -> e.packet() instanceof Ipv4Packet || e.packet() instanceof ArpPacket)
        .map(ethernet -> new Sighting(frame, ethernet))
        .filter(s -> !s.isIpv4() || s.header().protocol() != Passage.IGMP);
  }

  long at() {
    return at;
  }

  /** Its time stamp is that of an earlier device: it was seen no earlier than this. */
  void notBefore(long moment) {
    at = Math.max(at, moment);
  }

  String netns() {
    return frame.device().netns();
  }

  String device() {
    return frame.device().name();
  }

  boolean isOut() {
    return frame.out();
  }

  boolean isIpv4() {
    return ethernet.packet() instanceof Ipv4Packet;
  }

  CapturedFrame frame() {
    return frame;
  }

  L3Packet packet() {
    return ethernet.packet();
  }

  EthernetFrame ethernet() {
    return ethernet;
  }

  Hop.Ethernet addresses() {
    return new Hop.Ethernet(ethernet.source(), ethernet.destination());
  }

  PacketHeader header() {
    return header;
  }

  boolean sameBytes(Sighting other) {
    return Arrays.equals(frame.bytes(), other.frame.bytes());
  }

  /** The same frame as it left the other end of the wire. */
  Optional<Sighting> sent() {
    return sent;
  }

  void setSent(Sighting from) {
    sent = Optional.of(from);
  }

  /** It is known how it came to be sent. */
  boolean isExplained() {
    return explained;
  }

  void explain() {
    explained = true;
  }

  /** The way through the hooks that began with this frame. */
  Optional<Passage> passage() {
    return passage;
  }

  void setPassage(Passage value) {
    passage = Optional.of(value);
  }

  /** The packet that it was, once that has been told. */
  Optional<Skb> skb() {
    return skb;
  }

  /** It carries that packet, which will be told when its turn comes. */
  void carry(Skb packet) {
    skb = Optional.of(packet);
  }

  boolean isTold() {
    return told;
  }

  /** Its part of the story has been told, or belongs to a part that is being told. */
  void tell(Skb packet) {
    skb = Optional.of(packet);
    told = true;
  }
}
