package passerelle.sim.sched;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.Handle;
import passerelle.sim.uapi.NetemSettings;
import passerelle.sim.uapi.QdiscSettings;

/**
 * The network emulator (net/sched/sch_netem.c): holds packets back, loses some, sends some twice,
 * damages some and lets some overtake others, as a long or bad line would.
 */
final class Netem extends Qdisc {
  private final Watchdog watchdog;
  private final TreeMap<Departure, Skb> waiting =
      new TreeMap<>(Comparator.comparing(Departure::time).thenComparing(Departure::sequence));

  /** Those that overtake, the latest first. */
  private final ArrayDeque<Skb> overtaking = new ArrayDeque<>();

  private NetemSettings line;
  private NetemDice dice;
  private Optional<Qdisc> grafted = Optional.empty();
  private long sequence;
  private int since;
  private boolean copying;

  /** When a packet leaves, and which of those of one moment it is. */
  private record Departure(long time, long sequence) {}

  Netem(RootQueue root, NetemSettings line) {
    super(root);
    watchdog = new Watchdog(root);
    this.line = line;
    dice = new NetemDice(line);
  }

  @Override
  public String kind() {
    return "netem";
  }

  @Override
  boolean enqueue(Skb skb) {
    boolean twice = !copying && dice.duplicate().happens(line.duplicate().probability());
    boolean lost = dice.loss().loses();
    if (lost && line.ecn() && skb.markCongestion()) {
      statistics().dropped();
      lost = false;
    }
    if (lost && !twice) {
      drop(skb, "netem_enqueue", "loss");
      return true;
    }
    Optional<Skb> copy = twice && !lost ? Optional.of(skb.copy()) : Optional.empty();
    if (dice.corrupt().happens(line.corrupt().probability())) {
      skb.damage();
    }
    if (statistics().length() >= line.limit()) {
      drop(skb, "netem_enqueue", "limit " + line.limit());
      return false;
    }
    copy.ifPresent(this::enqueueCopy);
    statistics().queued(skb);
    if (mayOvertake()) {
      since = 0;
      overtaking.push(skb);
      statistics().requeued();
    } else {
      since++;
      waiting.put(new Departure(departure(skb), sequence++), skb);
    }
    return true;
  }

  private void enqueueCopy(Skb copy) {
    copying = true;
    root().enqueueCopy(copy);
    copying = false;
  }

  private boolean mayOvertake() {
    return line.gap() != 0
        && since >= line.gap() - 1
        && line.reorder().probability() >= dice.reorder().next();
  }

  /** When a packet leaves that has come now. */
  private long departure(Skb skb) {
    long delay = dice.delay();
    long from = root().now();
    if (line.rate().bytesPerSecond() != 0) {
      if (!waiting.isEmpty()) {
        long last = waiting.lastKey().time();
        delay = Math.max(0, delay - (last - from));
        from = last;
      }
      delay += sendingTime(skb.length());
    }
    return from + delay;
  }

  /** Nanoseconds that a packet takes at the rate ({@code packet_time_ns}). */
  private long sendingTime(int octets) {
    NetemSettings.Rate rate = line.rate();
    long length = octets + rate.packetOverhead();
    if (rate.cellSize() != 0) {
      long cells = (length + rate.cellSize() - 1) / rate.cellSize();
      length = cells * (rate.cellSize() + rate.cellOverhead());
    }
    return Long.divideUnsigned(length * EventLoop.SECOND, rate.bytesPerSecond());
  }

  @Override
  Optional<Skb> dequeue() {
    while (true) {
      Optional<Skb> first = Optional.ofNullable(overtaking.poll());
      if (first.isPresent()) {
        return sent(first);
      }
      if (waiting.isEmpty() || waiting.firstKey().time() > root().now()) {
        break;
      }
      Skb due = waiting.pollFirstEntry().getValue();
      if (grafted.isEmpty()) {
        return sent(Optional.of(due));
      }
      if (!grafted.get().enqueue(due)) {
        statistics().lostBelow(due);
      }
    }
    Optional<Skb> below = sent(grafted.flatMap(Qdisc::dequeue));
    if (below.isEmpty() && !waiting.isEmpty()) {
      watchdog.wakeAt(waiting.firstKey().time());
    }
    return below;
  }

  private Optional<Skb> sent(Optional<Skb> skb) {
    skb.ifPresent(statistics()::sent);
    return skb;
  }

  @Override
  void reset() {
    super.reset();
    waiting.clear();
    overtaking.clear();
    grafted.ifPresent(Qdisc::reset);
    watchdog.cancel();
  }

  @Override
  void change(QdiscSettings changed) throws KernelException {
    if (!(changed instanceof QdiscSettings.Netem netem)) {
      throw new KernelException(Errno.EINVAL);
    }
    line = netem.line();
    dice = new NetemDice(line);
    since = 0;
  }

  @Override
  public QdiscSettings settings() {
    return new QdiscSettings.Netem(line);
  }

  @Override
  public boolean isClassful() {
    return true;
  }

  @Override
  public boolean hasClass(Handle classId) {
    return true;
  }

  @Override
  void graft(Handle classId, Optional<Qdisc> child) {
    grafted = child;
  }
}
