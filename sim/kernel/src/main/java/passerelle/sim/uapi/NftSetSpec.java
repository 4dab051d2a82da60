package passerelle.sim.uapi;

import java.util.Set;

/**
 * What a named set or map is made with ({@code NFT_MSG_NEWSET}).
 *
 * @param type of its elements, such as {@code ipv4_addr}
 * @param data what its elements lead to, such as {@code verdict}; empty for a set
 * @param flags such as {@code interval}
 * @param timeout how long an element stays that does not say so itself, in nanoseconds; 0 for ever
 * @param interval how often old ones are taken out, in nanoseconds; 0 where that is not said
 * @param size how many elements fit; 0 where that is not said
 * @param comment empty for none
 */
public record NftSetSpec(
    String type,
    String data,
    Set<String> flags,
    long timeout,
    long interval,
    int size,
    String comment) {

  /** Its elements lead to something. */
  public boolean isMap() {
    return !data.isEmpty();
  }
}
