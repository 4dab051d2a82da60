package passerelle.sim.netfilter;

import java.util.Optional;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.Table;
import passerelle.netfilter.Target;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * Takes a packet through a built-in chain and the chains that its rules jump to
 * (net/netfilter/nf_tables_core.c:nft_do_chain). While somebody traces, every rule is looked at and
 * told; otherwise a long chain's index leaves out rules that cannot match.
 */
final class ChainWalker {
  private final Table table;

  ChainWalker(Table table) {
    this.table = table;
  }

  /** The verdict of a built-in chain, its policy included. */
  Verdict run(Chain chain, PacketContext packet) {
    Step step = walk(chain, packet);
    if (step == Step.RETURN) {
      chain.countPolicy(packet);
      if (packet.isTraced()) {
        packet
            .skb()
            .machine()
            .tracer()
            .emit(
                new HopEvent.PolicyApplied(
                    packet.hop("nft_do_chain"), table, chain.name(), chain.policy()));
      }
      if (!chain.accepts()) {
        drop(packet, chain.name() + " policy DROP");
      }
      return chain.accepts() ? Verdict.ACCEPT : Verdict.DROP;
    }
    return step == Step.ACCEPT ? Verdict.ACCEPT : Verdict.DROP;
  }

  private Step walk(Chain chain, PacketContext packet) {
    if (packet.isTraced()) {
      return walkTraced(chain, packet);
    }
    Optional<ChainIndex> index = chain.index();
    if (index.isPresent()) {
      ChainIndex.Candidates candidates = index.get().candidates(packet);
      while (candidates.next()) {
        Step step = evaluate(candidates.entry(), packet);
        if (step != Step.CONTINUE) {
          return step;
        }
      }
      return Step.RETURN;
    }
    for (int i = 0; i < chain.size(); i++) {
      Step step = evaluate(chain.entry(i), packet);
      if (step != Step.CONTINUE) {
        return step;
      }
    }
    return Step.RETURN;
  }

  private Step evaluate(RuleEntry entry, PacketContext packet) {
    if (!entry.matches(packet)) {
      return Step.CONTINUE;
    }
    entry.count(packet);
    return perform(entry, packet);
  }

  private Step perform(RuleEntry entry, PacketContext packet) {
    Action action = entry.action();
    if (action.jump().isEmpty()) {
      return action.apply(packet);
    }
    Step step = walk(action.jump().get(), packet);
    return step == Step.RETURN && !action.isGoto() ? Step.CONTINUE : step;
  }

  private Step walkTraced(Chain chain, PacketContext packet) {
    for (int i = 0; i < chain.size(); i++) {
      RuleEntry entry = chain.entry(i);
      boolean matched = entry.matches(packet);
      packet
          .skb()
          .machine()
          .tracer()
          .emit(
              new HopEvent.RuleEvaluated(
                  packet.hop("nft_do_chain"),
                  table,
                  chain.name(),
                  i + 1,
                  entry.rule(),
                  matched,
                  matched ? verdict(entry.rule().target()) : ""));
      if (matched) {
        entry.count(packet);
        Step step = perform(entry, packet);
        if (step == Step.DROP) {
          dropOnce(packet, chain, i, entry);
        }
        if (step != Step.CONTINUE) {
          return step;
        }
      }
    }
    return Step.RETURN;
  }

  /** Only the rule that dropped the packet tells of it, not those that jumped to its chain. */
  private void dropOnce(PacketContext packet, Chain chain, int position, RuleEntry entry) {
    if (entry.action().jump().isEmpty()) {
      drop(packet, chain.name() + " rule " + (position + 1) + ": " + entry.rule().text());
    }
  }

  private void drop(PacketContext packet, String detail) {
    packet
        .skb()
        .drop(
            packet.services().netns(),
            packet.device(),
            "nf_hook_slow",
            DropReason.NETFILTER_DROP,
            "table " + table.label() + ", chain " + detail);
  }

  private static String verdict(Target target) {
    if (target instanceof JumpTarget jump) {
      return (jump.isGoto() ? "goto " : "jump ") + jump.chain();
    }
    return target.label().isEmpty() ? "CONTINUE" : target.text().substring("-j ".length());
  }
}
