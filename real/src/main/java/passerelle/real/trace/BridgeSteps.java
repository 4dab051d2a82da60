package passerelle.real.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.netfilter.Hook;
import passerelle.packet.IpPacket;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** A frame at a bridge (twin: sim.bridge): learned from, then up, on, or to every port. */
record BridgeSteps(Facts facts, Sightings sightings, Skbs skbs, HookSteps hooks) {
  /** From the machine's own stack ({@code br_dev_xmit}). */
  void transmit(Block block, Skb skb, Point bridge, Sighting frame) {
    List<Sighting> ports = ports(frame, bridge);
    MacAddress to = frame.ethernet().destination();
    boolean known = facts.port(bridge.netns(), bridge.device(), to).isPresent();
    lookup(block, skb, bridge, to, known ? HopEvent.FdbResult.FORWARD : flood(), ports);
    pass(block, skb, bridge, ports, Optional.empty(), Optional.empty());
  }

  private static HopEvent.FdbResult flood() {
    return HopEvent.FdbResult.FLOOD;
  }

  private List<Sighting> ports(Sighting frame, Point bridge) {
    return sightings.copies(
        frame,
        s ->
            s.isOut()
                && facts.bridge(s.netns(), s.device()).filter(bridge.device()::equals).isPresent());
  }

  /**
   * From a port ({@code br_handle_frame}).
   *
   * @return false when the frame was dropped before the bridge looked where to send it
   */
  boolean receive(Block block, Sighting in, Skb skb, Point bridge) {
    Point port = bridge.at(in.device());
    boolean shown = in.isIpv4() && facts.bridgeCallsIptables(bridge.netns());
    Optional<Passage> passage = shown ? in.passage() : Optional.empty();
    if (!hooks.run(block, Hook.PREROUTING, skb, bridge, passage)) {
      return false;
    }
    MacAddress from = in.ethernet().source();
    block.tell(
        new HopEvent.FdbLearned(
            block.hop(skb, port, "br_fdb_update"),
            from,
            in.device(),
            facts.learn(bridge.netns(), bridge.device(), from, in.device())));
    MacAddress to = in.ethernet().destination();
    boolean joined =
        in.packet() instanceof IpPacket part && part.isFragment() && !skb.ip().isFragment();
    List<Sighting> up =
        joined
            ? sightings.whole(in, bridge.device())
            : sightings.copies(in, s -> !s.isOut() && s.device().equals(bridge.device()));
    List<Sighting> ports = ports(in, bridge);
    if (passage.isPresent()) {
      up.forEach(sighting -> sighting.setPassage(passage.get()));
    }
    Optional<String> behind = facts.port(bridge.netns(), bridge.device(), to);
    if (to.isMulticast()) {
      lookup(block, skb, bridge, to, flood(), ports);
    } else if (!up.isEmpty() && ports.isEmpty()) {
      lookup(block, skb, bridge, to, HopEvent.FdbResult.LOCAL, List.of());
    } else if (behind.isEmpty() || !ports.isEmpty() && !leavesBy(ports, behind.get())) {
      lookup(block, skb, bridge, to, flood(), ports);
    } else if (behind.get().equals(in.device()) && ports.isEmpty()) {
      String detail = "hairpin off";
      block.drop(skb, port, "br_forward", DropReason.BRIDGE_NO_EGRESS_PORT, detail);
      return true;
    } else {
      block.tell(
          new HopEvent.FdbLookup(
              block.hop(skb, bridge, "br_handle_frame_finish"),
              to,
              HopEvent.FdbResult.FORWARD,
              List.of(behind.get())));
    }
    pass(block, skb, bridge, ports, up.stream().findFirst(), passage);
    return true;
  }

  private static boolean leavesBy(List<Sighting> ports, String port) {
    return ports.size() == 1 && ports.get(0).device().equals(port);
  }

  private static void lookup(
      Block block,
      Skb skb,
      Point bridge,
      MacAddress to,
      HopEvent.FdbResult result,
      List<Sighting> ports) {
    List<String> names = ports.stream().map(Sighting::device).toList();
    block.tell(
        new HopEvent.FdbLookup(
            block.hop(skb, bridge, "br_handle_frame_finish"), to, result, names));
  }

  /** To the ports and up to the machine's own stack, each a copy when there are several. */
  private void pass(
      Block block,
      Skb skb,
      Point bridge,
      List<Sighting> ports,
      Optional<Sighting> up,
      Optional<Passage> passage) {
    List<Sighting> all = new ArrayList<>(ports);
    up.ifPresent(all::add);
    if (all.isEmpty()) {
      boolean goesOn =
          hooks.run(block, Hook.FORWARD, skb, bridge, passage)
              && hooks.run(block, Hook.POSTROUTING, skb, bridge, passage);
      if (goesOn) {
        String name = bridge.device();
        block.drop(skb, bridge, "br_flood", DropReason.BRIDGE_NO_EGRESS_PORT, name);
      }
      return;
    }
    List<Skb> copies = copies(block, skb, bridge, all);
    for (int i = 0; i < ports.size(); i++) {
      Sighting port = ports.get(i);
      boolean goesOn =
          hooks.run(block, Hook.FORWARD, copies.get(i), bridge, passage)
              && hooks.run(block, Hook.POSTROUTING, copies.get(i), bridge, passage);
      if (goesOn) {
        block.advance(port.at());
        copies.get(i).frame(port.addresses());
        Point at = bridge.at(port.device());
        block.tell(new HopEvent.Transmitted(block.hop(copies.get(i), at, "dev_queue_xmit")));
      }
      port.tell(copies.get(i));
    }
    up.ifPresent(sighting -> sighting.carry(copies.get(copies.size() - 1)));
    up.ifPresent(sighting -> sighting.notBefore(block.now()));
  }

  private List<Skb> copies(Block block, Skb skb, Point bridge, List<Sighting> to) {
    if (to.size() == 1) {
      return List.of(skb);
    }
    List<Skb> copies = to.stream().map(s -> skbs.make(skb.packet())).toList();
    copies.forEach(copy -> copy.frame(to.get(0).addresses()));
    block.tell(
        new HopEvent.Split(
            block.hop(skb, bridge, "br_flood"), "flood", copies.stream().map(Skb::id).toList()));
    return copies;
  }
}
