package passerelle.sim.uapi;

/**
 * Values of a field next to each other, both ends included ({@code NFT_SET_INTERVAL}).
 *
 * @param low addresses of IPv4 count as numbers; 0 of what has no number here
 * @param text as nft writes it; the name itself of a device
 */
public record NftInterval(long low, long high, String text) {
  /** Whether all of another is in it. */
  public boolean covers(NftInterval other) {
    return low <= other.low && high >= other.high;
  }

  public boolean contains(long value) {
    return value >= low && value <= high;
  }
}
