package passerelle.sim.uapi;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a driver answers to {@code ethtool} ({@code struct ethtool_ops}).
 *
 * @param driver what it tells of itself ({@code get_drvinfo})
 * @param speed in Mbit/s where it names one ({@code get_link_ksettings})
 * @param pair whether that is over a twisted pair, in full duplex
 * @param counters whether it counts by queue, and names the other end ({@code get_ethtool_stats})
 * @param channels whether its queues can be counted ({@code get_channels})
 * @param stampsTransmit whether it stamps what it sends ({@code get_ts_info})
 */
public record EthtoolOps(
    Optional<DriverInfo> driver,
    OptionalInt speed,
    boolean pair,
    boolean counters,
    boolean channels,
    boolean stampsTransmit) {
  /** Those of a driver that has none but what every device has. */
  public static final EthtoolOps NONE =
      new EthtoolOps(Optional.empty(), OptionalInt.empty(), false, false, false, true);

  /** The same at another speed. */
  public EthtoolOps at(OptionalInt other) {
    return new EthtoolOps(driver, other, pair, counters, channels, stampsTransmit);
  }

  /**
   * {@code struct ethtool_drvinfo}.
   *
   * @param none what stands where it has nothing to tell: {@code N/A} or nothing
   */
  public record DriverInfo(String version, String none) {}
}
