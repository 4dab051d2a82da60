package passerelle.real.trace;

import java.util.ArrayList;
import java.util.List;
import passerelle.trace.DropReason;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/** What was done at one go, in order: the work on one frame that came in, and what it led to. */
final class Block {
  private final long begin;
  private long now;
  private final List<HopEvent> events = new ArrayList<>();

  /** Begins at a moment. */
  Block(long at) {
    begin = at;
    now = at;
  }

  long begin() {
    return begin;
  }

  /** It has become later: what follows is told with that time. */
  void advance(long at) {
    now = Math.max(now, at);
  }

  long now() {
    return now;
  }

  List<HopEvent> events() {
    return events;
  }

  void tell(HopEvent event) {
    events.add(event);
  }

  /** The packet where it is, at the time it is by now. */
  Hop hop(Skb skb, Point point, String function) {
    return skb.hop(now, point.netns(), point.device(), function);
  }

  void drop(Skb skb, Point point, String function, DropReason why, String detail) {
    tell(new HopEvent.Dropped(hop(skb, point, function), why, detail));
  }
}
