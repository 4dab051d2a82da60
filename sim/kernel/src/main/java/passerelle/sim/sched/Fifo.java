package passerelle.sim.sched;

import java.util.ArrayDeque;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.QdiscSettings;

/** First in, first out, up to a limit in packets or octets (net/sched/sch_fifo.c). */
final class Fifo extends Qdisc {
  private final ArrayDeque<Skb> queue = new ArrayDeque<>();
  private QdiscSettings.Fifo settings;

  Fifo(RootQueue root, QdiscSettings.Fifo settings) {
    super(root);
    this.settings = withLimit(settings);
  }

  /** Without a limit that of the device: its queue length, in octets of whole frames. */
  private QdiscSettings.Fifo withLimit(QdiscSettings.Fifo asked) {
    if (asked.limit() != 0) {
      return asked;
    }
    int packets = root().length();
    int octets = root().device().mtu() + 14;
    return new QdiscSettings.Fifo(asked.inOctets(), asked.inOctets() ? packets * octets : packets);
  }

  @Override
  public String kind() {
    return settings.kind();
  }

  @Override
  boolean enqueue(Skb skb) {
    boolean room =
        settings.inOctets()
            ? statistics().backlog() + skb.length() <= settings.limit()
            : queue.size() < settings.limit();
    if (!room) {
      drop(skb, kind() + "_enqueue", "limit " + settings.limit());
      return false;
    }
    queue.add(skb);
    statistics().queued(skb);
    return true;
  }

  @Override
  Optional<Skb> dequeue() {
    Optional<Skb> first = Optional.ofNullable(queue.poll());
    first.ifPresent(statistics()::sent);
    return first;
  }

  @Override
  void reset() {
    super.reset();
    queue.clear();
  }

  @Override
  void change(QdiscSettings changed) throws KernelException {
    if (!(changed instanceof QdiscSettings.Fifo fifo) || fifo.inOctets() != settings.inOctets()) {
      throw new KernelException(Errno.EINVAL);
    }
    settings = withLimit(fifo);
  }

  @Override
  public QdiscSettings settings() {
    return settings;
  }
}
