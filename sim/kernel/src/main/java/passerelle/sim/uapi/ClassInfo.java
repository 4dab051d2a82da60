package passerelle.sim.uapi;

import java.util.Optional;

/**
 * A class as the kernel tells it ({@code tc_fill_tclass}).
 *
 * @param kind of the queueing discipline that has it
 * @param parent the class above it; {@link Handle#ROOT} for none
 * @param leaf what hangs on it
 * @param hierarchy what one of {@code htb} has
 */
public record ClassInfo(
    String kind,
    Handle name,
    Handle parent,
    Optional<Handle> leaf,
    Optional<Hierarchy> hierarchy,
    QdiscCounters counters) {

  /**
   * What a class of {@code htb} tells.
   *
   * @param level 0 for one that has no classes below it
   * @param lends how often it served one of its own
   * @param borrows how often it was served by one above it
   * @param tokens what it may send of its own, in ticks of 64 ns; less than 0 when it must wait
   * @param ceilTokens likewise, of all that it may send
   */
  public record Hierarchy(
      ClassSettings settings, int level, long lends, long borrows, long tokens, long ceilTokens) {}
}
