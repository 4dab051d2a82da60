package passerelle.sim.bridge;

import java.util.List;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.netfilter.Hook;
import passerelle.packet.Ipv4Packet;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.PortFlag;
import passerelle.sim.uapi.PortState;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** A frame's way into a bridge (net/bridge/br_input.c). */
record BridgeInput(Bridge bridge, BridgeForward forward) {
  /**
   * A frame from a port ({@code br_handle_frame}). One to the bridge's own address is for this
   * machine, though it is not to the port's.
   */
  void handleFrame(BridgePort port, Skb skb) {
    Device device = port.device();
    if (!port.isForwarding() && port.state() != PortState.LEARNING) {
      refuseEntry(port, "br_handle_frame", skb);
      return;
    }
    if (skb.destination().equals(bridge.mac())) {
      skb.setPacketType(Skb.PacketType.HOST);
    }
    if (!bridge.passes(Hook.PREROUTING, skb, port.some(), Optional.empty())) {
      return;
    }
    if (skb.packet() instanceof Ipv4Packet) {
      skb.setNfBridge(port.incoming());
      if (!bridge.netfilter().preRouting(bridge, device, skb)) {
        return;
      }
    }
    handleFrameFinish(port, skb);
  }

  private void refuseEntry(BridgePort port, String function, Skb skb) {
    String detail = bridge.name() + ", state " + port.state().word();
    skb.drop(port.device(), function, DropReason.BRIDGE_INGRESS_STP_STATE, detail);
  }

  /** Learn, then local, forward or flood ({@code br_handle_frame_finish}). */
  void handleFrameFinish(BridgePort port, Skb skb) {
    long now = bridge.machine().now();
    if (port.does(PortFlag.LEARNING)) {
      boolean isNew = bridge.fdb().learn(skb.source(), port, now);
      skb.trace(
          port.device(),
          "br_fdb_update",
          hop -> new HopEvent.FdbLearned(hop, skb.source(), port.device().name(), isNew));
    }
    if (!port.isForwarding()) {
      refuseEntry(port, "br_handle_frame_finish", skb);
      return;
    }
    MacAddress to = skb.destination();
    if (to.isMulticast()) {
      if (!to.isBroadcast()) {
        bridge.statistics().receivedForGroup();
      }
      forward.flood(port.some(), skb, true);
      return;
    }
    if (to.equals(bridge.mac())) {
      forward.traceLookup(skb, to, HopEvent.FdbResult.LOCAL, List.of());
      bridge.passUp(port.some(), skb);
      return;
    }
    Optional<Fdb.Entry> entry = bridge.fdb().find(to, now);
    if (entry.isEmpty()) {
      bridge.tapForwarded(skb);
      forward.flood(port.some(), skb, false);
    } else if (entry.get().isLocal()) {
      forward.traceLookup(skb, to, HopEvent.FdbResult.LOCAL, List.of());
      bridge.passUp(port.some(), skb);
    } else {
      entry.get().use(now);
      pass(port, entry.get().port(), skb);
    }
  }

  private void pass(BridgePort from, BridgePort to, Skb skb) {
    if (forward.mayLeave(from.some(), to, skb)) {
      forward.traceLookup(skb, skb.destination(), HopEvent.FdbResult.FORWARD, List.of(to));
      bridge.tapForwarded(skb);
      forward.forward(from, to, skb);
    }
  }
}
