package passerelle.sim.sched;

import java.util.Optional;
import passerelle.sim.core.EventLoop;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.ClassInfo;
import passerelle.sim.uapi.ClassSettings;
import passerelle.sim.uapi.Handle;
import passerelle.sim.uapi.QdiscSettings;
import passerelle.sim.uapi.SendingTime;

/** A class of {@code htb} ({@code struct htb_class}); tokens are nanoseconds of sending. */
final class TrafficClass {
  /** What a class may do now ({@code enum htb_cmode}). */
  enum Mode {
    CANT_SEND,
    MAY_BORROW,
    CAN_SEND
  }

  private static final int TOP = 7;
  private static final long LONGEST = 60 * EventLoop.SECOND;
  private static final long TICK = 64;

  final Handle name;
  final Optional<TrafficClass> parent;
  final QdiscStatistics statistics = new QdiscStatistics();
  final long[] deficit = new long[TOP + 1];
  private final RootQueue root;
  private ClassSettings settings;
  private SendingTime time;
  private SendingTime ceilTime;
  private Qdisc queue;
  private boolean grafted;
  private int level;
  private int children;
  private long lends;
  private long borrows;
  private long tokens;
  private long ceilTokens;
  private long checked;

  TrafficClass(RootQueue root, Handle name, Optional<TrafficClass> parent, ClassSettings settings) {
    this.root = root;
    this.name = name;
    this.parent = parent;
    queue = ownQueue();
    parent.ifPresent(TrafficClass::adopt);
    change(settings);
    fill();
  }

  private void fill() {
    tokens = settings.buffer();
    ceilTokens = settings.ceilBuffer();
    checked = root.now();
  }

  private Qdisc ownQueue() {
    return new Fifo(root, new QdiscSettings.Fifo(false, 0));
  }

  private void adopt() {
    level = parent.map(above -> above.level - 1).orElse(TOP);
    children++;
    queue.reset();
  }

  /** One below it is gone; without any it is a leaf again. */
  void abandon() {
    children--;
    level = children == 0 ? 0 : level;
  }

  /** Takes other settings; what is in the buckets stays. */
  void change(ClassSettings asked) {
    settings = asked;
    time = new SendingTime(asked.rate());
    ceilTime = new SendingTime(asked.ceil());
  }

  ClassSettings settings() {
    return settings;
  }

  boolean isLeaf() {
    return children == 0;
  }

  int level() {
    return level;
  }

  Qdisc queue() {
    return queue;
  }

  void graft(Optional<Qdisc> child) {
    queue.reset();
    grafted = child.isPresent();
    queue = child.orElseGet(this::ownQueue);
    statistics.emptied();
  }

  private long passed(long now) {
    return Math.min(now - checked, LONGEST);
  }

  /** See {@code htb_class_mode}. */
  Mode mode(long now) {
    if (ceilTokens + passed(now) < 0) {
      return Mode.CANT_SEND;
    }
    return tokens + passed(now) >= 0 ? Mode.CAN_SEND : Mode.MAY_BORROW;
  }

  /** Nanoseconds until its mode changes for the better. */
  long waiting(long now) {
    long missing = mode(now) == Mode.CANT_SEND ? ceilTokens : tokens;
    return Math.max(1, -missing - passed(now));
  }

  /** Who pays for its next packet: itself, or one above it that has more than it needs. */
  Optional<TrafficClass> lender(long now) {
    TrafficClass at = this;
    while (at.mode(now) == Mode.MAY_BORROW && at.parent.isPresent()) {
      at = at.parent.get();
    }
    return at.mode(now) == Mode.CAN_SEND ? Optional.of(at) : Optional.empty();
  }

  /** A packet of a class below it, or of its own, has left ({@code htb_charge_class}). */
  void charge(int lenderLevel, Skb skb, long now, QdiscStatistics all) {
    boolean could = mode(now) != Mode.CANT_SEND;
    long passed = passed(now);
    if (level >= lenderLevel) {
      lends += level == lenderLevel ? 1 : 0;
      tokens = spent(tokens + passed, settings.buffer(), time.of(skb.length()));
    } else {
      borrows++;
      tokens += passed;
    }
    ceilTokens = spent(ceilTokens + passed, settings.ceilBuffer(), ceilTime.of(skb.length()));
    checked = now;
    if (!isLeaf()) {
      statistics.passed(skb);
    }
    if (could && ceilTokens < 0) {
      statistics.overLimit();
      all.overLimit();
    }
    parent.ifPresent(above -> above.charge(lenderLevel, skb, now, all));
  }

  private static long spent(long filled, long most, long cost) {
    return Math.max(1 - LONGEST, Math.min(filled, most) - cost);
  }

  void reset() {
    queue.reset();
    statistics.emptied();
    fill();
  }

  ClassInfo info(Optional<Handle> leaf) {
    return new ClassInfo(
        "htb",
        name,
        parent.map(above -> above.name).orElse(Handle.ROOT),
        grafted ? leaf : Optional.empty(),
        Optional.of(
            new ClassInfo.Hierarchy(
                settings, level, lends, borrows, tokens / TICK, ceilTokens / TICK)),
        statistics.counters());
  }
}
