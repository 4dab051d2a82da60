package passerelle.sim.uapi;

import java.util.Optional;
import passerelle.netfilter.LimitMatch;

/**
 * What rules may name and share ({@code NFT_MSG_NEWOBJ}).
 *
 * @param text as nft writes it, without what was counted
 * @param amount octets of a quota
 * @param over it holds for what is beyond, not for what is within
 * @param limit the rate of a limit
 * @param comment empty for none
 */
public record NftObject(
    Kind kind,
    String name,
    String text,
    long amount,
    boolean over,
    Optional<LimitMatch> limit,
    String comment) {

  /** What it is. */
  public enum Kind {
    COUNTER,
    QUOTA,
    LIMIT;

    /** As nft writes it. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * An object in its table.
   *
   * @param packets what it has counted
   * @param bytes likewise, in octets; of a quota what is used up
   */
  public record Counted(NftObject object, long handle, long packets, long bytes) {}
}
