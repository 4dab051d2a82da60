package passerelle.cli.journey;

import java.util.HashSet;
import java.util.Set;
import passerelle.trace.HopEvent;

/**
 * Tells, step by step, what was under way before anybody listened, and what it is answered with:
 * the end of an earlier command's connection, for instance.
 */
public final class Leftovers {
  private final Set<Long> begun = new HashSet<>();
  private final Conversation before = new Conversation();

  /** Whether the next step is of such a packet. */
  public boolean has(HopEvent step) {
    long skb = step.hop().skb();
    boolean first = step instanceof HopEvent.Originated || step instanceof HopEvent.Reassembled;
    if (first && !before.has(step.hop().packet())) {
      begun.add(skb);
    }
    if (!begun.contains(skb)) {
      before.add(step);
      return true;
    }
    if (step instanceof HopEvent.Split split) {
      begun.addAll(split.into());
    }
    return false;
  }
}
