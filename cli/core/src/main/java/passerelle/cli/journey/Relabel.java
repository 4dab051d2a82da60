package passerelle.cli.journey;

import java.util.function.UnaryOperator;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/** Calls namespaces by the names that people use, in events: containers, not sandboxes. */
public record Relabel(UnaryOperator<String> label) implements HopEvent.Visitor<HopEvent> {
  public HopEvent of(HopEvent event) {
    return event.accept(this);
  }

  @Override
  public HopEvent originated(HopEvent.Originated e) {
    return new HopEvent.Originated(hop(e.hop()), e.by(), e.causedBy());
  }

  @Override
  public HopEvent routed(HopEvent.Routed e) {
    return new HopEvent.Routed(
        hop(e.hop()), e.route(), e.kind(), e.outDevice(), e.nextHop(), e.preferredSource());
  }

  @Override
  public HopEvent hookEntered(HopEvent.HookEntered e) {
    return new HopEvent.HookEntered(hop(e.hop()), e.hook());
  }

  @Override
  public HopEvent ruleEvaluated(HopEvent.RuleEvaluated e) {
    return new HopEvent.RuleEvaluated(hop(e.hop()), e.rule(), e.matched(), e.verdict());
  }

  @Override
  public HopEvent policyApplied(HopEvent.PolicyApplied e) {
    return new HopEvent.PolicyApplied(hop(e.hop()), e.policy());
  }

  @Override
  public HopEvent tracked(HopEvent.Tracked e) {
    return new HopEvent.Tracked(
        hop(e.hop()), e.state(), e.replyDirection(), e.created(), e.original(), e.reply());
  }

  @Override
  public HopEvent translated(HopEvent.Translated e) {
    return new HopEvent.Translated(hop(e.hop()), e.kind(), e.before(), e.after());
  }

  @Override
  public HopEvent ttlDecremented(HopEvent.TtlDecremented e) {
    return new HopEvent.TtlDecremented(hop(e.hop()), e.ttl());
  }

  @Override
  public HopEvent neighbourFound(HopEvent.NeighbourFound e) {
    return new HopEvent.NeighbourFound(hop(e.hop()), e.nextHop(), e.mac(), e.state());
  }

  @Override
  public HopEvent neighbourQueued(HopEvent.NeighbourQueued e) {
    return new HopEvent.NeighbourQueued(hop(e.hop()), e.nextHop());
  }

  @Override
  public HopEvent transmitted(HopEvent.Transmitted e) {
    return new HopEvent.Transmitted(hop(e.hop()));
  }

  @Override
  public HopEvent received(HopEvent.Received e) {
    return new HopEvent.Received(hop(e.hop()));
  }

  @Override
  public HopEvent fdbLearned(HopEvent.FdbLearned e) {
    return new HopEvent.FdbLearned(hop(e.hop()), e.mac(), e.port(), e.isNew());
  }

  @Override
  public HopEvent fdbLookup(HopEvent.FdbLookup e) {
    return new HopEvent.FdbLookup(hop(e.hop()), e.mac(), e.result(), e.ports());
  }

  @Override
  public HopEvent neighbourUpdated(HopEvent.NeighbourUpdated e) {
    return new HopEvent.NeighbourUpdated(hop(e.hop()), e.address(), e.mac(), e.state());
  }

  @Override
  public HopEvent delivered(HopEvent.Delivered e) {
    return new HopEvent.Delivered(hop(e.hop()), e.to());
  }

  @Override
  public HopEvent dropped(HopEvent.Dropped e) {
    return new HopEvent.Dropped(hop(e.hop()), e.reason(), e.detail());
  }

  @Override
  public HopEvent split(HopEvent.Split e) {
    return new HopEvent.Split(hop(e.hop()), e.why(), e.into());
  }

  @Override
  public HopEvent reassembled(HopEvent.Reassembled e) {
    return new HopEvent.Reassembled(hop(e.hop()), e.into());
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
