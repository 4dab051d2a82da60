package passerelle.capture.file;

import java.util.Arrays;
import java.util.Optional;

/**
 * A packet as a capture holds it. The array is not copied and must not change.
 *
 * @param timeNanos nanoseconds since the epoch
 * @param interfaceId index of the interface in its file, from 0
 * @param bytes the octets that were kept, from the link-layer header on
 * @param originalLength octets on the wire
 * @param comment what a person reads beside the packet (pcapng only)
 * @param direction which way it went (pcapng only)
 */
public record CapturedPacket(
    long timeNanos,
    int interfaceId,
    byte[] bytes,
    int originalLength,
    Optional<String> comment,
    Direction direction) {

  /** A whole packet of a file's only interface, without comment. */
  public static CapturedPacket of(long timeNanos, byte[] bytes) {
    return new CapturedPacket(
        timeNanos, 0, bytes, bytes.length, Optional.empty(), Direction.UNKNOWN);
  }

  /** The packet with at most {@code length} of its octets. */
  public CapturedPacket snapped(int length) {
    return bytes.length <= length
        ? this
        : new CapturedPacket(
            timeNanos,
            interfaceId,
            Arrays.copyOf(bytes, length),
            originalLength,
            comment,
            direction);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CapturedPacket that
        && timeNanos == that.timeNanos
        && interfaceId == that.interfaceId
        && originalLength == that.originalLength
        && direction == that.direction
        && comment.equals(that.comment)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(timeNanos) + Arrays.hashCode(bytes);
  }
}
