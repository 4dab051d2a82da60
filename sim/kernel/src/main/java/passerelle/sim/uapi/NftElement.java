package passerelle.sim.uapi;

import java.util.Optional;
import passerelle.netfilter.Target;

/**
 * An element of a named set or map ({@code NFTA_SET_ELEM_*}).
 *
 * @param verdict where it leads packets, in a map of verdicts
 * @param data what it leads to, as nft writes it; in a set what is asked of it alone, or empty
 * @param timeout how long it stays, in nanoseconds, where it says so itself; 0 otherwise
 * @param expires virtual time in nanoseconds from which it is not there any more; 0 for never
 */
public record NftElement(
    NftInterval values, Optional<Target> verdict, String data, long timeout, long expires) {

  /** Whether it is still there. */
  public boolean isAt(long now) {
    return expires == 0 || now < expires;
  }
}
