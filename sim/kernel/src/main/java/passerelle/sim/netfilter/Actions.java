package passerelle.sim.netfilter;

import java.util.Optional;
import java.util.function.Function;
import passerelle.netfilter.BuiltinTarget;
import passerelle.netfilter.ConnmarkTarget;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.LogTarget;
import passerelle.netfilter.MarkTarget;
import passerelle.netfilter.NatTarget;
import passerelle.netfilter.NetmapTarget;
import passerelle.netfilter.NotrackTarget;
import passerelle.netfilter.RejectTarget;
import passerelle.netfilter.SetTarget;
import passerelle.netfilter.Target;
import passerelle.netfilter.TcpmssTarget;
import passerelle.netfilter.TosTarget;
import passerelle.netfilter.TraceTarget;
import passerelle.netfilter.TtlTarget;
import passerelle.packet.TcpSegment;
import passerelle.sim.ipset.IpSets;

/**
 * Makes targets ready ({@code xt_check_target}).
 *
 * @param chains by their names, for jumps
 */
record Actions(Function<String, Chain> chains, Nat nat, IpSets sets)
    implements Target.Visitor<Action> {

  @Override
  public Action builtin(BuiltinTarget target) {
    return switch (target) {
      case ACCEPT -> packet -> Step.ACCEPT;
      case DROP -> packet -> Step.DROP;
      case RETURN -> packet -> Step.RETURN;
      case NONE -> packet -> Step.CONTINUE;
    };
  }

  @Override
  public Action jump(JumpTarget target) {
    Optional<Chain> to = Optional.of(chains.apply(target.chain()));
    return new Action() {
      @Override
      public Step apply(PacketContext packet) {
        throw new IllegalStateException("a jump is walked, not applied");
      }

      @Override
      public Optional<Chain> jump() {
        return to;
      }

      @Override
      public boolean isGoto() {
        return target.isGoto();
      }
    };
  }

  @Override
  public Action reject(RejectTarget target) {
    return packet -> reject(target.with(), packet);
  }

  @Override
  public Action nat(NatTarget target) {
    NatRange range = NatRange.of(target);
    return packet -> nat.decide(packet, target, range);
  }

  @Override
  public Action netmap(NetmapTarget target) {
    return packet -> nat.map(packet, target);
  }

  @Override
  public Action log(LogTarget target) {
    return packet -> {
      packet.services().log(PacketLog.line(target, packet));
      return Step.CONTINUE;
    };
  }

  @Override
  public Action mark(MarkTarget target) {
    return packet -> {
      packet.skb().setMark(packet.skb().mark() & ~target.mask() ^ target.value());
      return Step.CONTINUE;
    };
  }

  @Override
  public Action connmark(ConnmarkTarget target) {
    return packet -> connmark(target, packet);
  }

  @Override
  public Action notrack(NotrackTarget target) {
    return packet -> {
      if (packet.tracking().isEmpty()) {
        packet.skb().setUntracked();
      }
      return Step.CONTINUE;
    };
  }

  @Override
  public Action trace(TraceTarget target) {
    return packet -> {
      packet.skb().watch();
      return Step.CONTINUE;
    };
  }

  @Override
  public Action set(SetTarget target) {
    return SetConditions.action(target, sets);
  }

  @Override
  public Action tcpmss(TcpmssTarget target) {
    return packet -> HeaderChanges.clampMss(target, packet);
  }

  @Override
  public Action tos(TosTarget target) {
    return packet -> HeaderChanges.tos(target, packet);
  }

  @Override
  public Action ttl(TtlTarget target) {
    return packet -> HeaderChanges.ttl(target, packet);
  }

  /** net/ipv4/netfilter/ipt_REJECT.c:reject_tg. */
  private static Step reject(RejectTarget.With with, PacketContext packet) {
    if (!with.isTcpReset()) {
      packet.services().sendIcmpError(packet.skb(), with.type(), with.code());
    } else if (packet.tcp().filter(t -> !t.has(TcpSegment.RST)).isPresent()) {
      packet.services().sendReset(packet.skb());
    }
    return Step.DROP;
  }

  /** net/netfilter/xt_connmark.c:connmark_tg. */
  private static Step connmark(ConnmarkTarget target, PacketContext packet) {
    if (packet.tracking().isEmpty()) {
      return Step.CONTINUE;
    }
    Connection connection = packet.tracking().get().connection();
    int packetMark = packet.skb().mark();
    int mark = connection.mark();
    switch (target.mode()) {
      case SET -> connection.setMark(mark & ~target.connectionMask() ^ target.value());
      case SAVE ->
          connection.setMark(mark & ~target.connectionMask() ^ packetMark & target.packetMask());
      case RESTORE ->
          packet.skb().setMark(packetMark & ~target.packetMask() ^ mark & target.connectionMask());
    }
    return Step.CONTINUE;
  }
}
