package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftTraceEvent;

/** Tells of what happens to watched packets (net/netfilter/nf_tables_trace.c). */
public final class NftTracing {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private List<Consumer<NftTraceEvent>> listeners = List.of();
  private Optional<Skb> dumped = Optional.empty();

  /** Starts listening; the returned action stops it. */
  public Runnable listen(Consumer<NftTraceEvent> listener) {
    List<Consumer<NftTraceEvent>> more = new ArrayList<>(listeners);
    more.add(listener);
    listeners = List.copyOf(more);
    return () -> listeners = listeners.stream().filter(other -> other != listener).toList();
  }

  /** A packet comes to a base chain: what it is has to be told there once. */
  void begin() {
    dumped = Optional.empty();
  }

  /** Tells that a packet has fitted a rule; for none, what the end of a base chain decides. */
  void tell(
      PacketContext packet,
      NftFamily family,
      String table,
      String chain,
      String verdict,
      Optional<NftTraceEvent.Fitted> rule) {
    Skb skb = packet.skb();
    if (!skb.isWatched() || listeners.isEmpty()) {
      return;
    }
    Optional<NftTraceEvent.Seen> seen =
        dumped.filter(told -> told == skb).isPresent()
            ? Optional.empty()
            : Optional.of(seen(packet));
    dumped = Optional.of(skb);
    // Of the address of the packet and the device that it came in by, mixed (nft_trace_init).
    long mixed = (skb.id() * 31 + packet.inName().hashCode() % 31) * GOLDEN;
    int id = (int) (mixed >>> Integer.SIZE);
    NftTraceEvent event = new NftTraceEvent(id, family, table, chain, verdict, seen, rule);
    listeners.forEach(listener -> listener.accept(event));
  }

  private static NftTraceEvent.Seen seen(PacketContext packet) {
    boolean linked = !packet.inName().isEmpty() && !packet.inName().equals("lo");
    return new NftTraceEvent.Seen(packet.inName(), packet.outName(), linked, packet.skb().frame());
  }
}
