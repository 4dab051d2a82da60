package passerelle.sim.ipv4;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.netfilter.Hook;
import passerelle.packet.Ipv4Packet;
import passerelle.sim.bridge.Bridge;
import passerelle.sim.bridge.BridgeNetfilter;
import passerelle.sim.core.Sysctls;
import passerelle.sim.ip.Counter;
import passerelle.sim.ip.InputRoute;
import passerelle.sim.ip.Neighbour;
import passerelle.sim.ip.Route;
import passerelle.sim.ip.RouteKey;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.netfilter.Verdict;
import passerelle.trace.DropReason;

/**
 * Shows bridged IPv4 packets to iptables while {@code net.bridge.bridge-nf-call-iptables} is 1
 * (net/bridge/br_netfilter_hooks.c). To the rules, the packet comes in and leaves by the bridge;
 * its ports are only seen by {@code -m physdev}.
 */
public final class BridgedIpv4 implements BridgeNetfilter {
  private static final Sysctls.Table<BridgedIpv4> TABLE =
      new Sysctls.Table<BridgedIpv4>()
          .with(
              "net.bridge.bridge-nf-call-iptables",
              its -> its.callIptables ? "1" : "0",
              (its, value) -> its.callIptables = Integer.parseInt(value) != 0)
          .with(
              "net.bridge.bridge-nf-call-ip6tables",
              its -> its.callIp6tables ? "1" : "0",
              (its, value) -> its.callIp6tables = Integer.parseInt(value) != 0);

  private final Ipv4Stack stack;
  private boolean callIptables = true;
  private boolean callIp6tables = true;

  public BridgedIpv4(Ipv4Stack stack, Sysctls sysctls) {
    this.stack = stack;
    sysctls.register(TABLE, this);
  }

  private boolean isOff() {
    return !callIptables || stack.hooks().isIdle();
  }

  /**
   * PREROUTING ({@code br_nf_pre_routing}). A packet whose destination address was rewritten is
   * sent where its new destination is: to the host's own stack for routing, or on over this bridge.
   */
  @Override
  public boolean preRouting(Bridge bridge, Device port, Skb skb) {
    if (isOff()) {
      return true;
    }
    Ipv4Packet before = skb.ip();
    Verdict verdict = run(Hook.PREROUTING, skb, bridge.some(), Optional.empty());
    if (verdict != Verdict.ACCEPT) {
      return false;
    }
    skb.setNfBridge(skb.nfBridge().withPreRouted(true));
    return before.destination().equals(skb.ip().destination()) || rewritten(bridge, skb);
  }

  /** {@code br_nf_pre_routing_finish} with {@code daddr_was_changed}. */
  private boolean rewritten(Bridge bridge, Skb skb) {
    InputRoute found =
        stack.routing().decide(RouteKey.of(skb.ip(), bridge.name(), skb.mark()), bridge);
    if (!(found instanceof InputRoute.Refused)) {
      Optional<Route> route = stack.routing().input(skb, bridge).map(InputRoute.Accepted::route);
      if (route.isEmpty()) {
        return false;
      }
      if (route.get().out() == bridge && !route.get().isLocal()) {
        return redirected(bridge, skb, route.get().nextHop(skb.ip().destination()));
      }
    }
    skb.setFrame(skb.source(), bridge.mac());
    skb.setPacketType(Skb.PacketType.HOST);
    return true;
  }

  /**
   * Goes on over the bridge, to another neighbour ({@code br_nf_pre_routing_finish_bridge}): at
   * once when that one was confirmed lately, else by way of the bridge device, which finds it.
   */
  private boolean redirected(Bridge bridge, Skb skb, IpAddress nextHop) {
    Optional<Neighbour> known =
        stack
            .neighbours()
            .find(bridge, nextHop)
            .filter(n -> stack.neighbours().shownState(n).isConnected());
    if (known.isEmpty()) {
      skb.setNfBridge(skb.nfBridge().withSource(Optional.of(skb.source())));
      stack.neighbours().output(skb, bridge, nextHop);
      return false;
    }
    skb.setFrame(skb.source(), known.get().mac());
    return true;
  }

  @Override
  public boolean forward(Bridge bridge, Device in, Device out, Skb skb) {
    if (isOff()) {
      return true;
    }
    skb.setNfBridge(skb.nfBridge().to(out));
    return run(Hook.FORWARD, skb, bridge.some(), bridge.some()) == Verdict.ACCEPT;
  }

  @Override
  public List<Skb> postRouting(Bridge bridge, Device out, Skb skb) {
    if (isOff()) {
      return List.of(skb);
    }
    boolean accepted =
        run(Hook.POSTROUTING, skb, Optional.empty(), bridge.some()) == Verdict.ACCEPT;
    skb.setNfBridge(skb.nfBridge().withPreRouted(false));
    return accepted ? fragments(bridge, out, skb) : List.of();
  }

  /** For the rules it is this machine's, whoever gets it ({@code nf_bridge->pkt_otherhost}). */
  private Verdict run(Hook hook, Skb skb, Optional<Device> in, Optional<Device> out) {
    Skb.PacketType type = skb.packetType();
    if (type == Skb.PacketType.OTHERHOST) {
      skb.setPacketType(Skb.PacketType.HOST);
    }
    Verdict verdict = stack.hooks().run(hook, skb, in, out);
    skb.setPacketType(type);
    return verdict;
  }

  /** What was put together for the rules is cut again ({@code br_nf_dev_queue_xmit}). */
  private List<Skb> fragments(Bridge bridge, Device out, Skb skb) {
    if (skb.ip().length() <= Fragmenter.limit(skb, out.mtu())) {
      return List.of(skb);
    }
    if (Fragmenter.isTooLong(skb, bridge.mtu()) || !Fragmenter.mayCut(skb, bridge.mtu())) {
      skb.drop(out, "br_nf_ip_fragment", DropReason.PKT_TOO_BIG, out.name());
      return List.of();
    }
    List<Skb> pieces = Fragmenter.fragment(skb, bridge.mtu(), bridge);
    stack.mib().count(Counter.IP_FRAGMENTS_CREATED, pieces.size());
    stack.mib().count(Counter.IP_FRAGMENTED);
    return pieces;
  }
}
