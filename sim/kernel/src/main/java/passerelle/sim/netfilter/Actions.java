package passerelle.sim.netfilter;

import java.util.Optional;
import passerelle.netfilter.BuiltinTarget;
import passerelle.netfilter.ConnmarkTarget;
import passerelle.netfilter.LogTarget;
import passerelle.netfilter.MarkTarget;
import passerelle.netfilter.NatTarget;
import passerelle.netfilter.NetmapTarget;
import passerelle.netfilter.NotrackTarget;
import passerelle.netfilter.RejectTarget;
import passerelle.netfilter.SetTarget;
import passerelle.netfilter.Target;
import passerelle.netfilter.TcpmssTarget;
import passerelle.netfilter.TraceTarget;
import passerelle.netfilter.TtlTarget;
import passerelle.packet.TcpSegment;
import passerelle.sim.ipset.IpSets;

/** Makes targets ready. */
final class Actions {
  private Actions() {}

  static Action of(Target target, Nat nat, IpSets sets) {
    if (target instanceof BuiltinTarget builtin) {
      return builtin(builtin);
    }
    if (target instanceof RejectTarget reject) {
      return packet -> reject(reject.with(), packet);
    }
    if (target instanceof NatTarget translation) {
      NatRange range = NatRange.of(translation);
      return packet -> nat.decide(packet, translation, range);
    }
    if (target instanceof LogTarget log) {
      return packet -> {
        packet.services().log(PacketLog.line(log, packet));
        return Step.CONTINUE;
      };
    }
    if (target instanceof MarkTarget mark) {
      return packet -> {
        packet.skb().setMark(packet.skb().mark() & ~mark.mask() ^ mark.value());
        return Step.CONTINUE;
      };
    }
    if (target instanceof ConnmarkTarget mark) {
      return packet -> connmark(mark, packet);
    }
    if (target instanceof NotrackTarget) {
      return packet -> {
        if (packet.tracking().isEmpty()) {
          packet.skb().setUntracked();
        }
        return Step.CONTINUE;
      };
    }
    if (target instanceof NetmapTarget network) {
      return packet -> nat.map(packet, network);
    }
    if (target instanceof TraceTarget) {
      return packet -> Step.CONTINUE;
    }
    if (target instanceof SetTarget set) {
      return SetConditions.action(set, sets);
    }
    return mangle(target);
  }

  private static Action mangle(Target target) {
    if (target instanceof TcpmssTarget mss) {
      return packet -> HeaderChanges.clampMss(mss, packet);
    }
    if (target instanceof TtlTarget ttl) {
      return packet -> HeaderChanges.ttl(ttl, packet);
    }
    throw new IllegalStateException("no action for " + target);
  }

  private static Action builtin(BuiltinTarget target) {
    return switch (target) {
      case ACCEPT -> packet -> Step.ACCEPT;
      case DROP -> packet -> Step.DROP;
      case RETURN -> packet -> Step.RETURN;
      case NONE -> packet -> Step.CONTINUE;
    };
  }

  static Action jump(Chain chain, boolean isGoto) {
    Optional<Chain> to = Optional.of(chain);
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
        return isGoto;
      }
    };
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
