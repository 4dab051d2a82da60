package passerelle.sim.netfilter;

import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Table;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftTraceEvent;
import passerelle.trace.HopEvent;

/**
 * Takes a packet through a built-in chain and the chains that its rules jump to
 * (net/netfilter/nf_tables_core.c:nft_do_chain). A long chain's index leaves out rules that cannot
 * match, unless somebody wants to be told of those too.
 */
record ChainWalker(Table table) {
  /** The verdict of a built-in chain, its policy included. */
  Verdict run(Chain chain, PacketContext packet) {
    packet.tracing().begin();
    Step step = walk(chain, packet);
    if (step == Step.RETURN) {
      chain.countPolicy(packet);
      if (packet.skb().isWatched()) {
        report(chain, chain.policy().name().toLowerCase(Locale.ROOT), Optional.empty(), packet);
      }
      packet.trace(
          "nft_do_chain",
          hop -> new HopEvent.PolicyApplied(hop, reference(chain).policy(chain.policy())));
      if (chain.policy() == Policy.DROP) {
        drop(packet, chain.name() + " policy DROP");
        return Verdict.DROP;
      }
      return Verdict.ACCEPT;
    }
    return step == Step.ACCEPT ? Verdict.ACCEPT : Verdict.DROP;
  }

  private Step walk(Chain chain, PacketContext packet) {
    Optional<ChainIndex> index =
        packet.tracer().wantsEveryRule() ? Optional.empty() : chain.index();
    if (index.isPresent()) {
      ChainIndex.Candidates candidates = index.get().candidates(packet);
      while (candidates.next()) {
        Step step = evaluate(chain, candidates.entry(), packet);
        if (step != Step.CONTINUE) {
          return step;
        }
      }
      return Step.RETURN;
    }
    for (RuleEntry entry : chain.laidOut()) {
      Step step = evaluate(chain, entry, packet);
      if (step != Step.CONTINUE) {
        return step;
      }
    }
    return Step.RETURN;
  }

  private Step evaluate(Chain chain, RuleEntry entry, PacketContext packet) {
    boolean matched = entry.matches(packet);
    if (packet.isTraced()) {
      tell(chain, entry, matched, packet);
    }
    if (!matched) {
      return Step.CONTINUE;
    }
    entry.count(packet);
    Optional<Chain> jump = entry.action().jump();
    if (jump.isEmpty()) {
      Step step = entry.action().apply(packet);
      if (packet.skb().isWatched()) {
        report(chain, entry, step.name().toLowerCase(Locale.ROOT), packet);
      }
      if (step == Step.DROP && packet.isTraced()) {
        drop(packet, chain.name() + " rule " + chain.number(entry) + ": " + entry.text());
      }
      return step;
    }
    if (packet.skb().isWatched()) {
      String way = entry.action().isGoto() ? "goto " : "jump ";
      report(chain, entry, way + jump.get().name(), packet);
    }
    Step step = walk(jump.get(), packet);
    return step == Step.RETURN && !entry.action().isGoto() ? Step.CONTINUE : step;
  }

  private void report(Chain chain, RuleEntry entry, String verdict, PacketContext packet) {
    NftTraceEvent.Fitted rule = new NftTraceEvent.Fitted.Foreign(entry.info(), Family.IPV4);
    report(chain, verdict, Optional.of(rule), packet);
  }

  private void report(
      Chain chain, String verdict, Optional<NftTraceEvent.Fitted> rule, PacketContext packet) {
    String name = chain.name();
    packet.tracing().tell(packet, NftFamily.IP, table.label(), name, verdict, rule);
  }

  private void tell(Chain chain, RuleEntry entry, boolean matched, PacketContext packet) {
    if (matched || packet.tracer().wantsEveryRule()) {
      packet.trace(
          "nft_do_chain",
          hop ->
              new HopEvent.RuleEvaluated(
                  hop,
                  reference(chain).rule(chain.number(entry), entry.text()),
                  matched,
                  matched ? entry.verdict() : ""));
    }
  }

  private ChainReference reference(Chain chain) {
    return ChainReference.of(table, chain.name());
  }

  private void drop(PacketContext packet, String detail) {
    packet.drop("table " + table.label() + ", chain " + detail);
  }
}
