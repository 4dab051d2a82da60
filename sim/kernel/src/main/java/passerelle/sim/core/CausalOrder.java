package passerelle.sim.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import passerelle.trace.HopEvent;

/**
 * Puts the steps of packets into the order in which they are told: a cause before its effects. The
 * kernel sends the answer to a segment in the midst of {@code tcp_v4_rcv}, before it is done with
 * the segment itself, and so does the simulated one. Whoever reads of it wants to hear first what
 * became of the segment. So while the kernel has a packet in hand, the steps of others are held
 * back until that one's way ends or the kernel lets it go.
 */
final class CausalOrder {
  private final Consumer<HopEvent> next;

  /** The packets in hand, each because of the one before it. */
  private final List<InHand> packets = new ArrayList<>();

  private static final class InHand {
    private final long skb;
    private final List<HopEvent> effects = new ArrayList<>(0);
    private boolean ended;

    private InHand(long skb) {
      this.skb = skb;
    }
  }

  /**
   * An order of its own.
   *
   * @param next hears each step when its turn has come
   */
  CausalOrder(Consumer<HopEvent> next) {
    this.next = next;
  }

  /** The kernel takes a packet in hand. */
  void take(long skb) {
    packets.add(new InHand(skb));
  }

  /** The kernel lets go of the packet that it took last. */
  void release() {
    InHand released = packets.remove(packets.size() - 1);
    released.effects.forEach(effect -> tell(effect, packets.size()));
  }

  void tell(HopEvent event) {
    tell(event, packets.size());
  }

  /** Tells of a step as far as the first {@code outer} packets in hand let it pass. */
  private void tell(HopEvent event, int outer) {
    for (int i = outer - 1; i >= 0; i--) {
      InHand packet = packets.get(i);
      if (packet.skb == event.hop().skb()) {
        if (event instanceof HopEvent.Terminal) {
          packet.ended = true;
          tell(event, i);
          if (!packet.effects.isEmpty()) {
            List<HopEvent> effects = List.copyOf(packet.effects);
            packet.effects.clear();
            int further = i;
            effects.forEach(effect -> tell(effect, further));
          }
          return;
        }
      } else if (!packet.ended) {
        packet.effects.add(event);
        return;
      }
    }
    next.accept(event);
  }
}
