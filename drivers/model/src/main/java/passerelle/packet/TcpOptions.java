package passerelle.packet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The TCP options that Linux sends, in the order in which it writes them
 * (net/ipv4/tcp_output.c:tcp_options_write).
 *
 * @param mss maximum segment size (RFC 9293), in a SYN
 * @param sackPermitted selective acknowledgment permitted (RFC 2018), in a SYN
 * @param timestamps timestamps (RFC 7323)
 * @param windowScale window scale shift 0..14 (RFC 7323), in a SYN
 * @param sackBlocks selective acknowledgment blocks (RFC 2018), at most four
 */
public record TcpOptions(
    OptionalInt mss,
    boolean sackPermitted,
    Optional<Timestamps> timestamps,
    OptionalInt windowScale,
    List<SackBlock> sackBlocks) {
  public static final TcpOptions NONE =
      new TcpOptions(OptionalInt.empty(), false, Optional.empty(), OptionalInt.empty(), List.of());

  public TcpOptions {
    sackBlocks = List.copyOf(sackBlocks);
  }

  /**
   * RFC 7323 timestamps, 32 bits each.
   *
   * @param value TSval
   * @param echo TSecr
   */
  public record Timestamps(int value, int echo) {}

  /**
   * A block of data that has arrived: sequence numbers, end exclusive.
   *
   * @param left first sequence number
   * @param right the one after the last
   */
  public record SackBlock(int left, int right) {}

  /** Timestamps alone, as in every segment after the handshake. */
  public static TcpOptions timestamped(int value, int echo) {
    return new TcpOptions(
        OptionalInt.empty(),
        false,
        Optional.of(new Timestamps(value, echo)),
        OptionalInt.empty(),
        List.of());
  }

  /** Octets, padding included; a multiple of 4. */
  public int length() {
    int octets = mss.isPresent() ? 4 : 0;
    // Linux puts SACK-permitted into the two bytes that would pad the timestamps.
    if (timestamps.isPresent()) {
      octets += 12;
    } else if (sackPermitted) {
      octets += 4;
    }
    octets += windowScale.isPresent() ? 4 : 0;
    octets += sackBlocks.isEmpty() ? 0 : 4 + 8 * sackBlocks.size();
    return octets;
  }
}
