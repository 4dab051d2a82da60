package passerelle.sim.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.netfilter.Hook;
import passerelle.packet.Ipv4Packet;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.PortFlag;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** A frame's way out of a bridge: by one port, or by all (net/bridge/br_forward.c). */
record BridgeForward(Bridge bridge) {
  /** Through the rules, and out ({@code br_forward}). */
  void forward(BridgePort from, BridgePort to, Skb skb) {
    if (!bridge.passes(Hook.FORWARD, skb, from.some(), to.some())) {
      return;
    }
    if (!(skb.packet() instanceof Ipv4Packet)) {
      push(to, skb);
    } else if (bridge.netfilter().forward(bridge, from.device(), to.device(), skb)) {
      List<Skb> leaving = bridge.netfilter().postRouting(bridge, to.device(), skb);
      for (int i = 0; i < leaving.size(); i++) {
        push(to, leaving.get(i));
      }
    }
  }

  private void push(BridgePort to, Skb skb) {
    if (!to.device().takes(skb)) {
      skb.drop(to.device(), "br_dev_queue_push_xmit", DropReason.PKT_TOO_BIG, to.device().name());
    } else {
      sendTo(to, skb);
    }
  }

  private void sendTo(BridgePort port, Skb skb) {
    if (bridge.passes(Hook.POSTROUTING, skb, Optional.empty(), port.some())) {
      port.device().transmit(skb);
    }
  }

  /** What its own machine sends ({@code br_deliver}). */
  void sendOwn(BridgePort port, Skb skb) {
    if (bridge.passes(Hook.OUTPUT, skb, Optional.empty(), port.some())) {
      sendTo(port, skb);
    }
  }

  /** Whether a frame may leave by a port ({@code should_deliver}); one that may not is dropped. */
  boolean mayLeave(Optional<BridgePort> from, BridgePort to, Skb skb) {
    Optional<String> refusal = to.refusal(from);
    if (refusal.isPresent()) {
      skb.drop(to.device(), "br_forward", DropReason.BRIDGE_NO_EGRESS_PORT, refusal.get());
    }
    return refusal.isEmpty();
  }

  /** What its own machine sends to groups and to all leaves by every port. */
  private static boolean isFlooded(Optional<BridgePort> from, BridgePort port, MacAddress to) {
    if (!to.isMulticast()) {
      return port.does(PortFlag.FLOOD);
    }
    boolean all = to.equals(MacAddress.BROADCAST);
    return from.isEmpty() || port.does(all ? PortFlag.BCAST_FLOOD : PortFlag.MCAST_FLOOD);
  }

  /** Copies to every port but the one it came from, and up when it is for everybody. */
  void flood(Optional<BridgePort> from, Skb skb, boolean alsoUp) {
    List<BridgePort> ports = bridge.portTable();
    List<BridgePort> targets = new ArrayList<>(ports.size());
    for (int i = 0; i < ports.size(); i++) {
      BridgePort port = ports.get(i);
      if (port.refusal(from).isEmpty() && isFlooded(from, port, skb.destination())) {
        targets.add(port);
      }
    }
    traceLookup(skb, skb.destination(), HopEvent.FdbResult.FLOOD, targets);
    List<Skb> copies = copies(skb, targets.size() + (alsoUp ? 1 : 0));
    if (copies.isEmpty()) {
      skb.drop(bridge, "br_flood", DropReason.BRIDGE_NO_EGRESS_PORT, bridge.name());
      return;
    }
    for (int i = 0; i < targets.size(); i++) {
      if (from.isPresent()) {
        forward(from.get(), targets.get(i), copies.get(i));
      } else {
        sendOwn(targets.get(i), copies.get(i));
      }
    }
    if (alsoUp) {
      bridge.passUp(from, copies.get(copies.size() - 1));
    }
  }

  private List<Skb> copies(Skb skb, int count) {
    List<Skb> copies = new ArrayList<>(count);
    if (count == 1) {
      copies.add(skb);
      return copies;
    }
    for (int i = 0; i < count; i++) {
      copies.add(skb.copy());
    }
    if (count > 0) {
      skb.trace(bridge, "br_flood", hop -> new HopEvent.Split(hop, "flood", ids(copies)));
    }
    return copies;
  }

  private static List<Long> ids(List<Skb> copies) {
    return copies.stream().map(Skb::id).toList();
  }

  void traceLookup(Skb skb, MacAddress to, HopEvent.FdbResult result, List<BridgePort> through) {
    if (!skb.machine().tracer().isOn()) {
      return;
    }
    List<String> names = new ArrayList<>(through.size());
    for (int i = 0; i < through.size(); i++) {
      names.add(through.get(i).device().name());
    }
    skb.trace(
        bridge, "br_handle_frame_finish", hop -> new HopEvent.FdbLookup(hop, to, result, names));
  }
}
