package passerelle.sim.sched;

import java.util.Optional;
import passerelle.kernel.KernelException;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.Handle;
import passerelle.sim.uapi.QdiscSettings;
import passerelle.trace.DropReason;

/**
 * A queueing discipline ({@code struct Qdisc}): takes frames in, and gives them out again in an
 * order and at moments of its own.
 */
public abstract class Qdisc {
  private final RootQueue root;
  private final QdiscStatistics statistics = new QdiscStatistics();
  private Optional<Skb> peeked = Optional.empty();

  Qdisc(RootQueue root) {
    this.root = root;
  }

  /** {@code pfifo}, {@code netem}... */
  public abstract String kind();

  /**
   * Takes a frame.
   *
   * @return false when it was dropped and its sender is to know ({@code NET_XMIT_DROP})
   */
  abstract boolean enqueue(Skb skb);

  /** Gives out a frame whose turn it is; empty when none waits or none may go yet. */
  abstract Optional<Skb> dequeue();

  /** Forgets what waits. */
  void reset() {
    peeked = Optional.empty();
    statistics.emptied();
  }

  /** The frame that comes next, which stays here ({@code qdisc_peek_dequeued}). */
  final Optional<Skb> peek() {
    if (peeked.isEmpty()) {
      peeked = dequeue();
    }
    return peeked;
  }

  /** Gives out the frame that was looked at, or the next ({@code qdisc_dequeue_peeked}). */
  final Optional<Skb> take() {
    Optional<Skb> next = peek();
    peeked = Optional.empty();
    return next;
  }

  /** Whether it has classes, on which other queueing disciplines may hang. */
  public boolean isClassful() {
    return false;
  }

  /** Whether there is a class of that name. */
  public boolean hasClass(Handle classId) {
    return false;
  }

  /** Hangs a queueing discipline on a class; none means the one that it had at first. */
  void graft(Handle classId, Optional<Qdisc> child) {
    throw new IllegalStateException(kind() + " has no classes");
  }

  /**
   * Takes other settings ({@code change}); a new one has taken its first ones already.
   *
   * @throws KernelException EINVAL when they are of another kind
   */
  abstract void change(QdiscSettings settings) throws KernelException;

  /** How it is set. */
  public abstract QdiscSettings settings();

  public final QdiscStatistics statistics() {
    return statistics;
  }

  final RootQueue root() {
    return root;
  }

  /** Loses a frame, and counts it. */
  final void drop(Skb skb, String function, String detail) {
    statistics.dropped();
    skb.drop(root.device(), function, DropReason.QDISC_DROP, detail);
  }
}
