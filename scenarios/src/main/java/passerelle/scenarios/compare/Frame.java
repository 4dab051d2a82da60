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
 */
record Frame(int number, int rank, Observation.Seen seen, Optional<EthernetFrame> ethernet) {
  /** By time; of frames of one moment the first that was heard of comes first. */
  static final Comparator<Frame> BY_TIME =
      Comparator.<Frame>comparingInt(f -> f.seen().command())
          .thenComparingLong(f -> f.seen().since())
          .thenComparingInt(Frame::rank);

  /** The ARP packet that it carries. */
  Optional<ArpPacket> arp() {
    return ethernet()
        .map(EthernetFrame::packet)
        .filter(ArpPacket.class::isInstance)
        .map(ArpPacket.class::cast);
  }

  static Frame of(int number, int rank, Observation.Seen seen) {
    return new Frame(number, rank, seen, Codec.decode(seen.bytes()));
  }
}
