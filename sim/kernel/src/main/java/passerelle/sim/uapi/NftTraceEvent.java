package passerelle.sim.uapi;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.packet.EthernetFrame;

/**
 * What a rule or a policy did with a packet that is watched ({@code NFT_MSG_TRACE}).
 *
 * @param id by which one packet is known from hook to hook
 * @param family the family of the table
 * @param verdict {@code accept}, {@code jump NAME}...
 * @param packet as it comes to a base chain; told once there
 * @param rule that it fitted; empty at the end of a chain, where the policy decides
 */
public record NftTraceEvent(
    int id,
    NftFamily family,
    String table,
    String chain,
    String verdict,
    Optional<Seen> packet,
    Optional<Fitted> rule) {

  /**
   * A packet at a hook.
   *
   * @param in name of the device that it came in by, empty for packets of this machine
   * @param out name of the device that it leaves by, empty where that is not known
   * @param linked it has a link-layer header
   */
  public record Seen(String in, String out, boolean linked, EthernetFrame frame) {}

  /** A rule of nftables' own, or one of iptables. */
  public sealed interface Fitted {
    /** Of nftables' own. */
    record Own(NftRule rule) implements Fitted {}

    /** Of iptables, or ip6tables. */
    record Foreign(RuleInfo rule, Family family) implements Fitted {}
  }
}
