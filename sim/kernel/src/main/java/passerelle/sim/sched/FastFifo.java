package passerelle.sim.sched;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Ipv4Packet;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.QdiscSettings;

/** {@code pfifo_fast} (net/sched/sch_generic.c): three bands by the type of service. */
final class FastFifo extends Qdisc {
  /** {@code sch_default_prio2band}. */
  private static final int[] BANDS = {1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1};

  /** {@code ip_tos2prio}: the priority that a type of service stands for. */
  private static final int[] PRIORITIES = {0, 0, 0, 0, 2, 2, 2, 2, 6, 6, 6, 6, 4, 4, 4, 4};

  private final List<ArrayDeque<Skb>> bands =
      List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());

  FastFifo(RootQueue root) {
    super(root);
  }

  @Override
  public String kind() {
    return "pfifo_fast";
  }

  private static int bandOf(Skb skb) {
    int tos = skb.packet() instanceof Ipv4Packet ip ? ip.header().tos() : 0;
    return BANDS[PRIORITIES[(tos & 0x1e) >> 1]];
  }

  @Override
  boolean enqueue(Skb skb) {
    ArrayDeque<Skb> band = bands.get(bandOf(skb));
    if (band.size() >= root().length()) {
      drop(skb, "pfifo_fast_enqueue", "limit " + root().length());
      return false;
    }
    band.add(skb);
    statistics().queued(skb);
    return true;
  }

  @Override
  Optional<Skb> dequeue() {
    Optional<Skb> first =
        bands.stream().filter(band -> !band.isEmpty()).findFirst().map(ArrayDeque::poll);
    first.ifPresent(statistics()::sent);
    return first;
  }

  @Override
  void reset() {
    super.reset();
    bands.forEach(ArrayDeque::clear);
  }

  @Override
  void change(QdiscSettings settings) throws KernelException {
    throw new KernelException(Errno.EINVAL, "Change operation not supported by specified qdisc");
  }

  @Override
  public QdiscSettings settings() {
    return new QdiscSettings.FastFifo();
  }
}
