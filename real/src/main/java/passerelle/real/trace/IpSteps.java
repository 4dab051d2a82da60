package passerelle.real.trace;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.LinkView;
import passerelle.kernel.op.RouteSpec;
import passerelle.netfilter.Hook;
import passerelle.packet.IpPacket;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** IPv4 on the way in: to this machine, through it, or no further (twin: sim.ipv4). */
record IpSteps(
    Facts facts,
    Sightings sightings,
    Reassembly reassembly,
    HookSteps hooks,
    OutSteps out,
    LocalSteps local) {
  /** Why a packet went no further at the routing decision. */
  private record Refusal(String function, DropReason reason, String detail) {}

  /**
   * A packet has come in by a device ({@code ip_rcv}).
   *
   * @param prerouted a bridge has shown it to PREROUTING already
   */
  void receive(Block block, Sighting in, Skb skb, Point point, boolean prerouted) {
    boolean ours =
        in.ethernet().destination().isMulticast()
            || facts.isLoopback(point.netns(), point.device())
            || facts
                .link(point.netns(), point.device())
                .filter(link -> link.mac().equals(in.ethernet().destination()))
                .isPresent();
    if (!ours) {
      String detail = "frame for " + in.ethernet().destination();
      block.drop(skb, point, "ip_rcv", DropReason.OTHERHOST, detail);
      return;
    }
    Optional<Passage> way = in.passage();
    boolean goesOn = prerouted || hooks.run(block, Hook.PREROUTING, skb, point, way);
    if (!goesOn) {
      return;
    }
    if (skb.ip().isFragment() && isForUs(point, skb)) {
      collect(block, in, skb, point);
      return;
    }
    boolean told = way.isPresent();
    Optional<Sighting> next = told ? Optional.empty() : sightings.forwardedAs(in);
    boolean here = told ? way.get().reached(Hook.INPUT) : next.isEmpty() && isForUs(point, skb);
    boolean through = told ? way.get().reached(Hook.FORWARD) : next.isPresent();
    if (here) {
      local.routed(block, skb, point, "ip_route_input_slow");
      if (hooks.run(block, Hook.INPUT, skb, point, way)) {
        local.deliver(block, skb, point);
      }
    } else if (through) {
      local.routed(block, skb, point, "ip_route_input_slow");
      forward(block, skb, point, way, next);
    } else {
      refuse(block, skb, point);
    }
  }

  /** A fragment for this machine; with the last to come the packet is whole. */
  private void collect(Block block, Sighting in, Skb skb, Point point) {
    local.routed(block, skb, point, "ip_route_input_slow");
    List<Sighting> parts = reassembly.fragments(point.netns(), skb.ip());
    Skb whole = reassembly.whole(point.netns(), skb.ip());
    block.tell(new HopEvent.Reassembled(block.hop(skb, point, "ip_frag_reasm"), whole.id()));
    if (parts.get(parts.size() - 1) == in) {
      Optional<Passage> way =
          parts.stream()
              .flatMap(part -> part.passage().stream())
              .filter(passage -> passage.reached(Hook.INPUT))
              .findFirst();
      whole.frame(in.addresses());
      if (hooks.run(block, Hook.INPUT, whole, point, way)) {
        local.deliver(block, whole, point);
      }
    }
  }

  private boolean isForUs(Point point, Skb skb) {
    return facts
        .route(point.netns(), skb.ip().destination())
        .filter(r -> r.type() == RouteSpec.Type.LOCAL || r.type() == RouteSpec.Type.BROADCAST)
        .isPresent();
  }

  private void forward(
      Block block, Skb skb, Point point, Optional<Passage> way, Optional<Sighting> next) {
    IpPacket packet = skb.ip();
    skb.set(packet.withTtl(packet.ttl() - 1));
    block.tell(new HopEvent.TtlDecremented(block.hop(skb, point, "ip_forward"), packet.ttl() - 1));
    if (!hooks.run(block, Hook.FORWARD, skb, point, way)) {
      return;
    }
    IpAddress nextHop = local.nextHop(point.netns(), skb.ip().destination());
    String device =
        next.map(Sighting::device)
            .or(() -> way.map(p -> facts.name(point.netns(), p.out())))
            .orElse("");
    Point leaving = point.at(device);
    if (hooks.run(block, Hook.POSTROUTING, skb, leaving, way)) {
      List<Sighting> frames =
          way.map(sightings::left).orElseGet(() -> next.map(List::of).orElse(List.of()));
      out.send(block, skb, leaving, nextHop, frames);
    }
  }

  private void refuse(Block block, Skb skb, Point point) {
    Optional<RouteSpec> route = facts.route(point.netns(), skb.ip().destination());
    Refusal refusal = refusal(point, skb.ip(), route);
    boolean afterRouting = refusal.function().equals("ip_forward");
    if (afterRouting) {
      local.routed(block, skb, point, "ip_route_input_slow");
    }
    block.drop(skb, point, refusal.function(), refusal.reason(), refusal.detail());
    local.refusal(block, skb, point.netns());
  }

  /**
   * The kernel does not tell why; so it is what its routing code would say, in that order ({@code
   * ip_route_input_slow}, {@code ip_forward}).
   */
  private Refusal refusal(Point point, IpPacket packet, Optional<RouteSpec> route) {
    IpAddress to = packet.destination();
    String decision = "ip_route_input_slow";
    boolean loops = facts.isLoopback(point.netns(), point.device());
    if (to.isLoopback() && !loops) {
      return new Refusal(decision, DropReason.IP_INVALID_DEST, "martian destination " + to);
    } else if (packet.source().isLoopback() && !loops || packet.source().isMulticast()) {
      String detail = "martian source " + packet.source();
      return new Refusal(decision, DropReason.IP_INVALID_SOURCE, detail);
    } else if (route.isEmpty()) {
      return new Refusal("ip_error", DropReason.IP_INNOROUTES, to.toString());
    } else if (!isForwarding(point) && route.get().type() == RouteSpec.Type.UNICAST) {
      String detail = "net.ipv4.ip_forward = 0";
      return new Refusal("ip_error", DropReason.IP_FORWARD_DISABLED, detail);
    } else if (route.get().device().isEmpty()) {
      return new Refusal("ip_error", DropReason.IP_INNOROUTES, route.get().toString());
    } else if (facts.isLocal(point.netns(), packet.source()) && !loops) {
      String detail = "source " + packet.source() + " is one of our own addresses";
      return new Refusal("fib_validate_source", DropReason.IP_LOCAL_SOURCE, detail);
    }
    return reversePath(point, packet)
        .map(why -> new Refusal("fib_validate_source", DropReason.IP_RPFILTER, "rp_filter: " + why))
        .orElseGet(() -> forwarding(packet, point, route.get()));
  }

  private boolean isForwarding(Point point) {
    return facts.setting(point.netns(), "net.ipv4.ip_forward") != 0;
  }

  private Optional<String> reversePath(Point point, IpPacket packet) {
    int filter =
        Math.max(
            facts.setting(point.netns(), "net.ipv4.conf.all.rp_filter"),
            facts.setting(point.netns(), "net.ipv4.conf." + point.device() + ".rp_filter"));
    Optional<RouteSpec> back = facts.route(point.netns(), packet.source());
    if (filter == 0) {
      return Optional.empty();
    } else if (back.isEmpty()) {
      return Optional.of("no route back to " + packet.source());
    }
    boolean sameWay = back.get().device().filter(point.device()::equals).isPresent();
    return filter == 1 && !sameWay
        ? Optional.of("the route back to " + packet.source() + " is " + back.get())
        : Optional.empty();
  }

  private Refusal forwarding(IpPacket packet, Point point, RouteSpec route) {
    int mtu =
        route.device().flatMap(d -> facts.link(point.netns(), d)).map(LinkView::mtu).orElse(0);
    if (packet.ttl() <= 1) {
      return new Refusal("ip_forward", DropReason.IP_TTL_EXCEEDED, "ttl " + packet.ttl());
    } else if (packet.dontFragment() && packet.length() > mtu) {
      String detail = packet.length() + " octets, mtu " + mtu + ", DF set";
      return new Refusal("ip_forward", DropReason.PKT_TOO_BIG, detail);
    }
    String detail = "the kernel does not tell why";
    return new Refusal("ip_route_input_slow", DropReason.NOT_SPECIFIED, detail);
  }
}
