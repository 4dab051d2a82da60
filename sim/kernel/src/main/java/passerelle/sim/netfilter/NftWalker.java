package passerelle.sim.netfilter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Policy;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.uapi.NftTraceEvent;
import passerelle.trace.HopEvent;

/**
 * Takes a packet through a base chain of nftables and the chains that its rules jump to
 * (net/netfilter/nf_tables_core.c:nft_do_chain).
 */
record NftWalker(NftTable table, NftChain base) {

  /** The verdict, the chain's policy included. */
  Verdict run(PacketContext packet) {
    packet.tracing().begin();
    Step step = walk(base, packet);
    if (step == Step.ACCEPT) {
      return Verdict.ACCEPT;
    }
    if (step == Step.RETURN) {
      Policy policy = base.base.orElseThrow().policy();
      String decided = base.accepts() ? "accept" : "drop";
      packet.tracing().tell(packet, table.family, table.name, base.name, decided, Optional.empty());
      packet.trace(
          "nft_do_chain", hop -> new HopEvent.PolicyApplied(hop, reference(base).policy(policy)));
      if (base.accepts()) {
        return Verdict.ACCEPT;
      }
      drop(packet, base.name + " policy drop");
    }
    return Verdict.DROP;
  }

  private Step walk(NftChain chain, PacketContext packet) {
    for (int number = 1; number <= chain.rules.size(); number++) {
      Step step = evaluate(chain, number, packet);
      if (step != Step.CONTINUE) {
        return step;
      }
    }
    return Step.RETURN;
  }

  private Step evaluate(NftChain chain, int number, PacketContext packet) {
    NftEntry entry = chain.rules.get(number - 1);
    boolean told = false;
    boolean jumped = false;
    for (NftEntry.Part part : entry.parts()) {
      if (part instanceof NftEntry.Part.Asks asks) {
        if (!asks.condition().test(packet)) {
          tell(chain, number, false, packet);
          return Step.CONTINUE;
        }
        continue;
      }
      if (part instanceof NftEntry.Part.Counts) {
        entry.count(packet);
        continue;
      }
      if (!told) {
        tell(chain, number, true, packet);
        told = true;
      }
      Optional<NftEntry.Part> chosen = chosen(part, packet);
      if (chosen.isEmpty()) {
        return Step.CONTINUE;
      }
      Step step = apply(chain, entry, chosen.get(), packet);
      if (step != Step.CONTINUE) {
        if (step == Step.DROP && !(part instanceof NftEntry.Part.Jumps)) {
          drop(packet, chain.name + " rule " + number + ": " + entry.rule().text());
        }
        return step;
      }
      jumped |= chosen.get() instanceof NftEntry.Part.Jumps;
    }
    if (!told) {
      tell(chain, number, true, packet);
    }
    if (!jumped) {
      report(chain, entry, "continue", packet);
    }
    return Step.CONTINUE;
  }

  /** Where a map leads, if it has the packet's value ({@code NFT_BREAK} otherwise). */
  private Optional<NftEntry.Part> chosen(NftEntry.Part part, PacketContext packet) {
    if (part instanceof NftEntry.Part.LooksUp looks) {
      long now = packet.skb().machine().now();
      return looks.map().find(looks.field().of(packet), now).map(looks.then());
    }
    if (part instanceof NftEntry.Part.Chooses choice) {
      long value = choice.field().of(packet);
      for (NftEntry.Branch branch : choice.branches()) {
        if (branch.values().contains(value)) {
          return Optional.of(branch.then());
        }
      }
      return Optional.empty();
    }
    return Optional.of(part);
  }

  private Step apply(NftChain chain, NftEntry entry, NftEntry.Part part, PacketContext packet) {
    if (part instanceof NftEntry.Part.Jumps jump) {
      report(chain, entry, (jump.isGoto() ? "goto " : "jump ") + jump.chain(), packet);
      Step step = walk(table.chains.get(jump.chain()), packet);
      return step == Step.RETURN && !jump.isGoto() ? Step.CONTINUE : step;
    }
    Step step = ((NftEntry.Part.Does) part).action().apply(packet);
    if (step != Step.CONTINUE) {
      report(chain, entry, step.name().toLowerCase(Locale.ROOT), packet);
    }
    return step;
  }

  private void report(NftChain chain, NftEntry entry, String verdict, PacketContext packet) {
    if (packet.skb().isWatched()) {
      packet
          .tracing()
          .tell(
              packet,
              table.family,
              table.name,
              chain.name,
              verdict,
              Optional.of(new NftTraceEvent.Fitted.Own(entry.rule())));
    }
  }

  private void tell(NftChain chain, int number, boolean matched, PacketContext packet) {
    if (packet.isTraced() && (matched || packet.tracer().wantsEveryRule())) {
      NftRule rule = chain.rules.get(number - 1).rule();
      packet.trace(
          "nft_do_chain",
          hop ->
              new HopEvent.RuleEvaluated(
                  hop,
                  reference(chain).rule(number, rule.text()),
                  matched,
                  matched ? verdict(rule.statements()) : ""));
    }
  }

  /** What it says last. */
  private static String verdict(List<NftRule.Statement> statements) {
    return statements.get(statements.size() - 1).text();
  }

  private ChainReference reference(NftChain chain) {
    return ChainReference.ofNft(Family.IPV4, table.family.label() + " " + table.name, chain.name);
  }

  private void drop(PacketContext packet, String detail) {
    packet.drop("table " + table.family.label() + " " + table.name + ", chain " + detail);
  }
}
