package passerelle.real.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.kernel.ConnectionView;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.codec.Codec;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * A packet at netfilter's hooks: rules, connection tracking and NAT (twin: sim.netfilter).
 *
 * @param everyRule also of rules that did not match
 * @param refusals asked where a rule has dropped a packet
 */
record HookSteps(Facts facts, Reassembly reassembly, boolean everyRule, Refusals refusals) {
  private static final Set<Hook> TRACKING = Set.of(Hook.PREROUTING, Hook.OUTPUT);

  /** Tells of the error that was sent about a packet, if one was. */
  @FunctionalInterface
  interface Refusals {
    void tell(Block block, Skb about, String netns);
  }

  /** One packet at one hook. */
  private record Visit(
      Block block, Hook hook, Skb skb, Point point, Passage passage, RuleBook rules) {
    void drop(String detail) {
      block.drop(skb, point, "nf_hook_slow", DropReason.NETFILTER_DROP, detail);
    }
  }

  /**
   * Tells what happened at a hook; the packet is afterwards as the hook left it.
   *
   * @return false when it went no further
   */
  boolean run(Block block, Hook hook, Skb skb, Point point, Optional<Passage> way) {
    Optional<Passage> passage = way.filter(p -> p.reached(hook));
    if (passage.isEmpty()) {
      return true;
    }
    RuleBook rules = facts.rules(point.netns());
    Visit visit = new Visit(block, hook, skb, point, passage.get(), rules);
    if (rules.isUsed(hook)) {
      block.tell(new HopEvent.HookEntered(block.hop(skb, point, "nf_hook_slow"), hook));
    }
    if (skb.ip().isFragment() && TRACKING.contains(hook)) {
      Skb whole = reassembly.whole(point.netns(), skb.ip());
      boolean completes = passage.get().after(hook).filter(h -> !h.isFragment()).isPresent();
      if (completes || !passage.get().passed(hook)) {
        block.tell(new HopEvent.Reassembled(block.hop(skb, point, "ip_frag_reasm"), whole.id()));
      }
      if (completes) {
        skb.become(whole);
      } else if (!passage.get().passed(hook)) {
        return false;
      }
    }
    Optional<Counters> counters = facts.counters(point.netns());
    boolean goesOn = counters.isPresent() ? counted(visit, counters.get()) : chains(visit);
    if (!goesOn) {
      return false;
    }
    if (!passage.get().passed(hook) && hook == Hook.OUTPUT && isUnrouted(visit)) {
      return false;
    }
    if (!passage.get().passed(hook)) {
      boolean policy = rules.policy(Table.FILTER, hook.name()) == Policy.DROP;
      String unknown = "hook " + hook + ", by none of iptables' rules";
      visit.drop(policy ? "table filter, chain " + hook + " policy DROP" : unknown);
      return false;
    }
    translate(visit);
    return true;
  }

  /**
   * Whether the last that is seen of a packet is a rule that gave it another destination: then the
   * kernel has looked for the way anew, and found none ({@code nf_nat_ipv4_local_fn}).
   */
  private static boolean isUnrouted(Visit visit) {
    List<HopEvent> told = visit.block().events();
    HopEvent last = told.get(told.size() - 1);
    Optional<IpPacket> rewritten =
        last instanceof HopEvent.RuleEvaluated rule && rule.matched()
            ? visit
                .rules()
                .rule(Table.NAT, rule.rule().chain().name(), rule.rule().number())
                .filter(found -> rule.rule().chain().isIn(Table.NAT))
                .flatMap(found -> Rewriting.of(found.target(), visit.skb().ip()))
            : Optional.empty();
    rewritten.ifPresent(
        now -> {
          IpPacket before = visit.skb().ip();
          visit.skb().set(now);
          visit
              .block()
              .tell(
                  new HopEvent.Translated(
                      visit.block().hop(visit.skb(), visit.point(), "nf_nat_manip_pkt"),
                      HopEvent.NatKind.DNAT,
                      before,
                      now));
          visit
              .block()
              .drop(
                  visit.skb(),
                  visit.point().at(""),
                  "ip_route_me_harder",
                  DropReason.IP_OUTNOROUTES,
                  now.destination().toString());
        });
    return rewritten.isPresent();
  }

  private boolean counted(Visit visit, Counters counters) {
    if (visit.rules().isTracking() && TRACKING.contains(visit.hook())) {
      track(visit);
    }
    boolean lost = !visit.passage().passed(visit.hook());
    Passage way = visit.passage();
    String netns = visit.point().netns();
    Plausible plausible =
        new Plausible(
            facts.name(netns, way.in(visit.hook())),
            facts.name(netns, way.out(visit.hook())),
            way.entry().protocol(),
            way.connection(visit.hook()).map(TraceMessage.Connection::state).orElse(""));
    return new CountedSteps(visit.rules(), counters, plausible::test)
        .walk(
            visit.hook(),
            lost,
            m -> {
              evaluated(visit, m.table(), m.chain(), m.number(), m.rule(), true);
              if (m.drops()) {
                String where = "table " + m.table().label() + ", chain " + m.chain();
                visit.drop(where + " rule " + m.number() + ": " + m.rule().text());
                refusals.tell(visit.block(), visit.skb(), visit.point().netns());
              }
              return !m.drops();
            });
  }

  private boolean chains(Visit visit) {
    boolean known = visit.passage().connectionBefore(visit.hook()).isPresent();
    boolean untold = visit.rules().isTracking() && TRACKING.contains(visit.hook()) && !known;
    ChainWalk walk = new ChainWalk();
    for (TraceMessage message : visit.passage().at(visit.hook())) {
      Optional<Table> table = Table.ofLabel(message.table());
      if (table.isEmpty()) {
        continue;
      }
      if (untold && table.get() != Table.RAW) {
        track(visit);
        untold = false;
      }
      if (!step(visit, table.get(), message, walk)) {
        return false;
      }
    }
    if (untold) {
      track(visit);
    }
    return true;
  }

  private boolean step(Visit visit, Table table, TraceMessage message, ChainWalk walk) {
    boolean dropped = message.verdict() == TraceMessage.Verdict.DROP;
    String chain = "table " + table.label() + ", chain " + message.chain();
    if (message.kind() == TraceMessage.Kind.RULE) {
      int number = visit.rules().number(table, message.chain(), message.handle());
      Optional<Rule> rule = visit.rules().rule(table, message.chain(), number);
      missed(visit, table, walk.to(message.chain(), number));
      rule.ifPresent(r -> evaluated(visit, table, message.chain(), number, r, true));
      rule.ifPresent(r -> walk.follow(r.target()));
      if (dropped) {
        visit.drop(chain + " rule " + number + rule.map(r -> ": " + r.text()).orElse(""));
        refusals.tell(visit.block(), visit.skb(), visit.point().netns());
      }
    } else if (message.kind() == TraceMessage.Kind.END) {
      missed(visit, table, walk.through(message.chain()));
    } else {
      missed(visit, table, walk.toEnd(message.chain()));
      visit
          .block()
          .tell(
              new HopEvent.PolicyApplied(
                  visit.block().hop(visit.skb(), visit.point(), "nft_do_chain"),
                  ChainReference.of(table, message.chain())
                      .policy(visit.rules().policy(table, message.chain()))));
      if (dropped) {
        visit.drop(chain + " policy DROP");
      }
    }
    return !dropped;
  }

  /** Rules that were looked at in passing. */
  private void missed(Visit visit, Table table, List<ChainWalk.Stretch> stretches) {
    for (ChainWalk.Stretch stretch : everyRule ? stretches : List.<ChainWalk.Stretch>of()) {
      int last = Math.min(stretch.to(), visit.rules().size(table, stretch.chain()));
      for (int i = stretch.from(); i <= last; i++) {
        int number = i;
        visit
            .rules()
            .rule(table, stretch.chain(), number)
            .ifPresent(r -> evaluated(visit, table, stretch.chain(), number, r, false));
      }
    }
  }

  private static void evaluated(
      Visit visit, Table table, String chain, int number, Rule rule, boolean matched) {
    visit
        .block()
        .tell(
            new HopEvent.RuleEvaluated(
                visit.block().hop(visit.skb(), visit.point(), "nft_do_chain"),
                ChainReference.of(table, chain).rule(number, rule.text()),
                matched,
                matched ? rule.target().verdict() : ""));
  }

  private void track(Visit visit) {
    String netns = visit.point().netns();
    PacketHeader header = visit.passage().whole(visit.hook());
    Optional<ConnectionView> known = connection(netns, visit.skb().ip(), header);
    boolean reply = isReply(visit, known);
    String state =
        visit
            .passage()
            .connection(visit.hook())
            .map(TraceMessage.Connection::state)
            .orElse(known.isEmpty() ? "INVALID" : consultsNat(visit) ? "NEW" : "ESTABLISHED");
    if (state.equals("UNTRACKED")) {
      return;
    }
    boolean invalid = state.equals("INVALID");
    String original =
        known.map(c -> c.original().toString()).orElseGet(() -> header.tuple(reply && !invalid));
    boolean unconfirmed = known.isEmpty(); // It was dropped, and with it its connection.
    boolean created =
        state.equals("NEW") && !reply && (unconfirmed || facts.isNewConnection(netns, original));
    visit
        .block()
        .tell(
            new HopEvent.Tracked(
                visit.block().hop(visit.skb(), visit.point(), "nf_conntrack_in"),
                state,
                reply,
                created,
                original,
                invalid
                    ? ""
                    : known.map(c -> c.reply().toString()).orElseGet(() -> header.tuple(true))));
  }

  /** An ICMP error belongs to the connection that the packet it quotes is of. */
  private Optional<ConnectionView> connection(String netns, IpPacket packet, PacketHeader header) {
    boolean error =
        packet.transport() instanceof IcmpMessage icmp
            && icmp.isError()
            && icmp.body() instanceof IcmpBody.Quote;
    PacketHeader about =
        error
            ? PacketHeader.of(
                Codec.encode(((IcmpBody.Quote) ((IcmpMessage) packet.transport()).body()).packet()),
                0)
            : header;
    return facts.connection(netns, about.tuple(false));
  }

  private static boolean isReply(Visit visit, Optional<ConnectionView> known) {
    String tuple = visit.passage().whole(visit.hook()).tuple(false);
    return visit
        .passage()
        .connection(visit.hook())
        .map(TraceMessage.Connection::reply)
        .orElseGet(() -> known.filter(c -> c.reply().equals(tuple)).isPresent());
  }

  /** Only a connection's first packet is shown to table nat. */
  private static boolean consultsNat(Visit visit) {
    return visit.passage().at(visit.hook()).stream().anyMatch(m -> m.table().equals("nat"));
  }

  private void translate(Visit visit) {
    Optional<PacketHeader> after = visit.passage().after(visit.hook());
    if (after.isEmpty()) {
      return;
    }
    IpPacket before = visit.skb().ip();
    IpPacket now = after.get().applyTo(before);
    boolean changed = !now.withTtl(before.ttl()).equals(before);
    visit.skb().set(now);
    if (changed) {
      boolean reply =
          isReply(
              visit,
              connection(visit.point().netns(), before, visit.passage().whole(visit.hook())));
      boolean source = visit.hook() == Hook.POSTROUTING || visit.hook() == Hook.INPUT;
      HopEvent.NatKind kind =
          reply
              ? source ? HopEvent.NatKind.UN_DNAT : HopEvent.NatKind.UN_SNAT
              : source ? HopEvent.NatKind.SNAT : HopEvent.NatKind.DNAT;
      visit
          .block()
          .tell(
              new HopEvent.Translated(
                  visit.block().hop(visit.skb(), visit.point(), "nf_nat_manip_pkt"),
                  kind,
                  before,
                  now));
    }
  }
}
