package passerelle.real.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.LinkView;
import passerelle.trace.DropReason;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/**
 * The last step out of a machine: fragments, the neighbour, the device (twin: sim.ipv4, sim.link).
 */
final class OutSteps {
  private final Facts facts;
  private final Skbs skbs;
  private final BridgeSteps bridges;
  private final List<Waiting> waiting = new ArrayList<>();

  /** A packet that waits until its next hop's MAC address is known. */
  record Waiting(Skb skb, Point point, IpAddress nextHop, Optional<Sighting> frame, long since) {}

  OutSteps(Facts facts, Skbs skbs, BridgeSteps bridges) {
    this.facts = facts;
    this.skbs = skbs;
    this.bridges = bridges;
  }

  /**
   * Sends a packet.
   *
   * @param point the device it leaves by
   * @param frames the frames as which it was seen there
   */
  void send(Block block, Skb skb, Point point, IpAddress nextHop, List<Sighting> frames) {
    if (frames.size() <= 1) {
      sendOne(block, skb, point, nextHop, frames.stream().findFirst());
      return;
    }
    List<Skb> fragments = frames.stream().map(frame -> skbs.make(frame.packet())).toList();
    int mtu = facts.link(point.netns(), point.device()).map(LinkView::mtu).orElse(0);
    block.tell(
        new HopEvent.Split(
            block.hop(skb, point, "ip_do_fragment"),
            "mtu " + mtu,
            fragments.stream().map(Skb::id).toList()));
    for (int i = 0; i < frames.size(); i++) {
      sendOne(block, fragments.get(i), point, nextHop, Optional.of(frames.get(i)));
    }
  }

  private void sendOne(
      Block block, Skb skb, Point point, IpAddress nextHop, Optional<Sighting> frame) {
    if (facts.isLoopback(point.netns(), point.device())) {
      skb.frame(new Hop.Ethernet(MacAddress.ZERO, MacAddress.ZERO));
      block.tell(new HopEvent.Transmitted(block.hop(skb, point, "dev_queue_xmit")));
      frame.ifPresent(f -> f.carry(skb));
    } else if (frame.filter(f -> f.ethernet().destination().isMulticast()).isPresent()) {
      transmit(block, skb, point, frame.get());
    } else if (facts.neighbour(point.netns(), point.device(), nextHop).isEmpty()) {
      block.tell(
          new HopEvent.NeighbourQueued(block.hop(skb, point, "__neigh_event_send"), nextHop));
      facts.setNeighbour(point.netns(), point.device(), nextHop, "INCOMPLETE");
      frame.ifPresent(f -> f.carry(skb));
      waiting.add(new Waiting(skb, point, nextHop, frame, block.now()));
    } else if (frame.isPresent()) {
      resolved(block, skb, point, nextHop, frame.get());
    } else {
      lost(block, skb, point);
    }
  }

  private void lost(Block block, Skb skb, Point point) {
    boolean up = facts.link(point.netns(), point.device()).filter(LinkView::up).isPresent();
    if (up) {
      String detail = "not seen on " + point.device();
      block.drop(skb, point, "__dev_queue_xmit", DropReason.NOT_SPECIFIED, detail);
    } else {
      block.drop(skb, point, "__dev_queue_xmit", DropReason.DEV_READY, point.device());
    }
  }

  private void resolved(Block block, Skb skb, Point point, IpAddress nextHop, Sighting frame) {
    String netns = point.netns();
    String state = facts.neighbour(netns, point.device(), nextHop).orElse("REACHABLE");
    if (state.equals("STALE")) {
      state = "DELAY";
      facts.setNeighbour(netns, point.device(), nextHop, state);
    }
    block.tell(
        new HopEvent.NeighbourFound(
            block.hop(skb, point, "neigh_resolve_output"),
            nextHop,
            frame.ethernet().destination(),
            state));
    transmit(block, skb, point, frame);
  }

  /** A frame leaves by a device, and goes through the bridge when the device is one. */
  void transmit(Block block, Skb skb, Point point, Sighting frame) {
    skb.frame(frame.addresses());
    block.advance(frame.at());
    block.tell(new HopEvent.Transmitted(block.hop(skb, point, "dev_queue_xmit")));
    frame.tell(skb);
    if (facts.isBridge(point.netns(), point.device())) {
      bridges.transmit(block, skb, point, frame);
    }
  }

  /** The first packet that waits for a neighbour. */
  Optional<Waiting> waitingFor(String netns, String device, IpAddress nextHop) {
    return waiting.stream()
        .filter(w -> w.point().equals(new Point(netns, device)) && w.nextHop().equals(nextHop))
        .findFirst();
  }

  /** The neighbour has answered: what waited for it goes. */
  void release(Block block, Point point, IpAddress nextHop) {
    for (Waiting w : List.copyOf(waiting)) {
      boolean due = w.point().equals(point) && w.nextHop().equals(nextHop);
      if (due && w.frame().isPresent()) {
        waiting.remove(w);
        resolved(block, w.skb(), point, nextHop, w.frame().get());
      }
    }
  }

  /** A frame left that waited; true when it did. */
  boolean release(Block block, Sighting frame) {
    Optional<Waiting> found =
        waiting.stream().filter(w -> w.frame().filter(f -> f == frame).isPresent()).findFirst();
    found.ifPresent(
        w -> {
          waiting.remove(w);
          facts.setNeighbour(w.point().netns(), w.point().device(), w.nextHop(), "REACHABLE");
          resolved(block, w.skb(), w.point(), w.nextHop(), frame);
        });
    return found.isPresent();
  }

  /** What waits still, for neighbours that never answered. */
  List<Waiting> stillWaiting() {
    return List.copyOf(waiting);
  }
}
