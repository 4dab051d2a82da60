package passerelle.sim.link;

import java.util.Optional;
import passerelle.addr.MacAddress;

/**
 * What a packet remembers of the bridge that shows it to IP's hooks ({@code struct
 * nf_bridge_info}).
 *
 * @param in the port that it came in by ({@code physindev})
 * @param out the port that it goes out by ({@code physoutdev})
 * @param source who sent a frame whose destination was changed, while the host looks for the MAC
 *     address of the new one ({@code neigh_header}, {@code bridged_dnat})
 * @param preRouted PREROUTING has been run: the IP layer does not run it again ({@code
 *     sabotage_in_done})
 */
public record NfBridgeInfo(
    Optional<Device> in, Optional<Device> out, Optional<MacAddress> source, boolean preRouted) {
  /** Of a packet that no bridge has in hand. */
  public static final NfBridgeInfo NONE =
      new NfBridgeInfo(Optional.empty(), Optional.empty(), Optional.empty(), false);

  /** Of a frame that came in by a port ({@code nf_bridge_alloc}). */
  public static NfBridgeInfo from(Device port) {
    return new NfBridgeInfo(port.some(), Optional.empty(), Optional.empty(), false);
  }

  /** The same, on its way out by a port. */
  public NfBridgeInfo to(Device port) {
    return new NfBridgeInfo(in, port.some(), source, preRouted);
  }

  public NfBridgeInfo withSource(Optional<MacAddress> mac) {
    return new NfBridgeInfo(in, out, mac, preRouted);
  }

  public NfBridgeInfo withPreRouted(boolean done) {
    return done == preRouted ? this : new NfBridgeInfo(in, out, source, done);
  }
}
