package passerelle.scenarios.compare;

import java.util.Comparator;
import java.util.Optional;
import passerelle.packet.ArpPacket;
import passerelle.packet.EthernetFrame;
import passerelle.packet.codec.Codec;

/**
 * A frame that a device saw, read.
 *
 * @param number its number in a capture on the device, from 1
 * @param rank its number among the frames of all devices
 * @param seen when and where
 * @param ethernet what the octets say; empty when they are too few for a header
 * @param tunnel the datagram that it is, if it is one of a tunnel
 */
record Frame(
    int number,
    int rank,
    Observation.Seen seen,
    Optional<EthernetFrame> ethernet,
    Optional<VxlanDatagram> tunnel) {
  /** By time; of frames of one moment the first that was heard of comes first. */
  static final Comparator<Frame> BY_TIME =
      Comparator.<Frame>comparingInt(f -> f.seen().command())
          .thenComparingLong(f -> f.seen().since())
          .thenComparingInt(Frame::rank);

  /** The frame that is carried through the tunnel; without one, what the octets say. */
  Optional<EthernetFrame> innermost() {
    return tunnel.map(VxlanDatagram::carried).or(() -> ethernet);
  }

  /** The ARP packet that it carries. */
  Optional<ArpPacket> arp() {
    return innermost()
        .map(EthernetFrame::packet)
        .filter(ArpPacket.class::isInstance)
        .map(ArpPacket.class::cast);
  }

  static Frame of(int number, int rank, Observation.Seen seen) {
    Optional<EthernetFrame> ethernet = Codec.decode(seen.bytes());
    return new Frame(
        number, rank, seen, ethernet, ethernet.flatMap(e -> VxlanDatagram.of(e.packet(), false)));
  }
}
