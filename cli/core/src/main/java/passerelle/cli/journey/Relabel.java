package passerelle.cli.journey;

import java.util.function.UnaryOperator;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/** Calls namespaces by the names that people use, in events: containers, not sandboxes. */
public record Relabel(UnaryOperator<String> label) {
  public HopEvent of(HopEvent event) {
    Hop hop = hop(event.hop());
    if (event instanceof HopEvent.Terminal terminal) {
      return terminal(terminal, hop);
    }
    if (event instanceof HopEvent.Originated e) {
      return new HopEvent.Originated(hop, e.by(), e.causedBy());
    }
    if (event instanceof HopEvent.Routed e) {
      return new HopEvent.Routed(
          hop, e.route(), e.kind(), e.outDevice(), e.nextHop(), e.preferredSource());
    }
    if (event instanceof HopEvent.TtlDecremented e) {
      return new HopEvent.TtlDecremented(hop, e.ttl());
    }
    if (event instanceof HopEvent.Transmitted) {
      return new HopEvent.Transmitted(hop);
    }
    if (event instanceof HopEvent.Received) {
      return new HopEvent.Received(hop);
    }
    return netfilterOrLink(event, hop);
  }

  private static HopEvent netfilterOrLink(HopEvent event, Hop hop) {
    if (event instanceof HopEvent.HookEntered e) {
      return new HopEvent.HookEntered(hop, e.hook());
    }
    if (event instanceof HopEvent.RuleEvaluated e) {
      return new HopEvent.RuleEvaluated(hop, e.rule(), e.matched(), e.verdict());
    }
    if (event instanceof HopEvent.PolicyApplied e) {
      return new HopEvent.PolicyApplied(hop, e.policy());
    }
    if (event instanceof HopEvent.Tracked e) {
      return new HopEvent.Tracked(
          hop, e.state(), e.replyDirection(), e.created(), e.original(), e.reply());
    }
    if (event instanceof HopEvent.Translated e) {
      return new HopEvent.Translated(hop, e.kind(), e.before(), e.after());
    }
    if (event instanceof HopEvent.NeighbourFound e) {
      return new HopEvent.NeighbourFound(hop, e.nextHop(), e.mac(), e.state());
    }
    if (event instanceof HopEvent.NeighbourQueued e) {
      return new HopEvent.NeighbourQueued(hop, e.nextHop());
    }
    if (event instanceof HopEvent.NeighbourUpdated e) {
      return new HopEvent.NeighbourUpdated(hop, e.address(), e.mac(), e.state());
    }
    if (event instanceof HopEvent.FdbLearned e) {
      return new HopEvent.FdbLearned(hop, e.mac(), e.port(), e.isNew());
    }
    HopEvent.FdbLookup e = (HopEvent.FdbLookup) event;
    return new HopEvent.FdbLookup(hop, e.mac(), e.result(), e.ports());
  }

  private static HopEvent terminal(HopEvent.Terminal event, Hop hop) {
    if (event instanceof HopEvent.Delivered e) {
      return new HopEvent.Delivered(hop, e.to());
    }
    if (event instanceof HopEvent.Dropped e) {
      return new HopEvent.Dropped(hop, e.reason(), e.detail());
    }
    if (event instanceof HopEvent.Split e) {
      return new HopEvent.Split(hop, e.why(), e.into());
    }
    return new HopEvent.Reassembled(hop, ((HopEvent.Reassembled) event).into());
  }

  private Hop hop(Hop hop) {
    return new Hop(
        hop.time(),
        hop.skb(),
        label.apply(hop.netns()),
        hop.device(),
        hop.function(),
        hop.ethernet(),
        hop.packet());
  }
}
