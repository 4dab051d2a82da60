package passerelle.real.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.packet.ArpPacket;
import passerelle.packet.IpPacket;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * Makes the steps of packets out of what was seen of them. A pure function of its observations: it
 * goes through the frames in the order of time, and tells for each what came before and after it.
 */
final class TraceBuilder {
  private static final long SECOND = 1_000_000_000L;

  /** How long a packet may have waited for ARP's three questions. */
  private static final long PATIENCE = 4 * SECOND;

  private final Facts facts;
  private final Sightings sightings;
  private final Skbs skbs = new Skbs();
  private final HookSteps hooks;
  private final OutSteps out;
  private final LocalSteps local;
  private final BridgeSteps bridges;
  private final ArpSteps arp;
  private final IpSteps ip;
  private final List<Block> blocks = new ArrayList<>();

  private TraceBuilder(Observations observed, boolean everyRule) {
    facts = new Facts(observed);
    sightings = new Sightings(observed, facts);
    Reassembly reassembly = new Reassembly(sightings, skbs);
    hooks = new HookSteps(facts, reassembly, everyRule, this::refused);
    bridges = new BridgeSteps(facts, sightings, skbs, hooks);
    out = new OutSteps(facts, skbs, bridges);
    local = new LocalSteps(facts, sightings, skbs, hooks, out, observed.by());
    arp = new ArpSteps(facts, sightings, skbs, out);
    ip = new IpSteps(facts, sightings, reassembly, hooks, out, local);
  }

  /**
   * The steps of all packets in the order of time.
   *
   * @param everyRule rules that did not match are told of, too
   */
  static List<HopEvent> build(Observations observed, boolean everyRule) {
    return new TraceBuilder(observed, everyRule).build();
  }

  private List<HopEvent> build() {
    Deque<Output> unseen = new ArrayDeque<>();
    sightings.outputs().stream().filter(o -> o.frames().isEmpty()).forEach(unseen::add);
    for (Sighting sighting : sightings.all()) {
      while (!unseen.isEmpty() && unseen.peek().at() < sighting.at()) {
        originate(unseen.remove());
      }
      if (!sighting.isTold()) {
        tell(sighting);
      }
    }
    unseen.forEach(this::originate);
    failNeighbours();
    blocks.sort(Comparator.comparingLong(Block::begin));
    return blocks.stream()
        .flatMap(block -> block.events().stream())
        .sorted(Comparator.comparingLong(event -> event.hop().time()))
        .toList();
  }

  private Block block(long at) {
    Block block = new Block(at);
    blocks.add(block);
    return block;
  }

  private void originate(Output output) {
    if (!output.isTold()) {
      local.originate(block(output.at()), output, Optional.empty());
    }
  }

  private void refused(Block block, Skb about, String netns) {
    local.refusal(block, about, netns);
  }

  private void tell(Sighting sighting) {
    if (!sighting.isOut()) {
      receive(sighting);
    } else if (sighting.packet() instanceof ArpPacket request) {
      ask(sighting, request);
    } else if (!out.release(block(sighting.at()), sighting)) {
      sightings.outputs().stream()
          .filter(output -> output.frames().contains(sighting))
          .findFirst()
          .ifPresentOrElse(this::originate, () -> unexplained(sighting));
    }
  }

  /** A frame of which nobody saw where it came from. */
  private void unexplained(Sighting sighting) {
    Skb skb = skbs.make(sighting.packet());
    Point point = new Point(sighting.netns(), sighting.device());
    out.transmit(block(sighting.at()), skb, point, sighting);
  }

  private void receive(Sighting sighting) {
    boolean loops = facts.isLoopback(sighting.netns(), sighting.device());
    if (loops && sighting.skb().isEmpty()) {
      sightings.outputs().stream()
          .filter(output -> output.frames().contains(sighting))
          .findFirst()
          .ifPresent(this::originate);
    }
    Skb skb =
        sighting
            .skb()
            .or(() -> sighting.sent().flatMap(Sighting::skb))
            .orElseGet(() -> skbs.make(sighting.packet()));
    skb.frame(sighting.addresses());
    sighting.tell(skb);
    Block block = block(sighting.at());
    Point point = new Point(sighting.netns(), sighting.device());
    block.tell(new HopEvent.Received(block.hop(skb, point, "__netif_receive_skb_core")));
    Optional<String> bridge = facts.bridge(sighting.netns(), sighting.device());
    if (bridge.isPresent()) {
      bridges.receive(block, sighting, skb, point.at(bridge.get()));
    } else if (sighting.isIpv4()) {
      boolean prerouted =
          facts.isBridge(point.netns(), point.device())
              && facts.bridgeCallsIptables(point.netns())
              && sighting.passage().isPresent();
      ip.receive(block, sighting, skb, point, prerouted);
    } else {
      arp.receive(block, sighting, skb, point);
    }
  }

  /** The kernel asks for a neighbour: because of a packet that is told first. */
  private void ask(Sighting sighting, ArpPacket request) {
    IpAddress target = request.targetIp();
    String netns = sighting.netns();
    if (out.waitingFor(netns, sighting.device(), target).isEmpty()) {
      sightings.outputs().stream()
          .filter(o -> !o.isTold() && o.netns().equals(netns) && waitsFor(o, sighting, target))
          .findFirst()
          .ifPresent(output -> local.originate(block(sighting.at()), output, Optional.empty()));
    }
    Optional<Long> cause =
        out.waitingFor(netns, sighting.device(), target).map(waiting -> waiting.skb().id());
    arp.originate(block(sighting.at()), sighting, cause);
  }

  private boolean waitsFor(Output output, Sighting asked, IpAddress target) {
    boolean near = Math.abs(output.at() - asked.at()) < PATIENCE;
    boolean sameDevice =
        output.frames().stream().allMatch(frame -> frame.device().equals(asked.device()));
    IpPacket packet =
        output.frames().isEmpty() ? output.packet() : (IpPacket) output.frames().get(0).packet();
    return near && sameDevice && local.nextHop(output.netns(), packet.destination()).equals(target);
  }

  /** Nobody answered the questions: what waited is dropped, and its sender told. */
  private void failNeighbours() {
    for (OutSteps.Waiting waiting : out.stillWaiting()) {
      Block block = block(waiting.since() + 3 * SECOND);
      String detail = "no answer from " + waiting.nextHop();
      block.drop(
          waiting.skb(), waiting.point(), "arp_error_report", DropReason.NEIGH_FAILED, detail);
      local.refusal(block, waiting.skb(), waiting.point().netns());
    }
  }
}
