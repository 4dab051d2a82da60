package passerelle.netfilter;

/** What a rule does with a packet that matches. */
public sealed interface Target
    permits BuiltinTarget,
        JumpTarget,
        RejectTarget,
        NatTarget,
        LogTarget,
        MarkTarget,
        ConnmarkTarget,
        NotrackTarget,
        TcpmssTarget,
        TtlTarget,
        TosTarget,
        NetmapTarget,
        TraceTarget,
        SetTarget {

  /** Calls the visitor's method for this target. */
  <R> R accept(Visitor<R> visitor);

  /** Says something of each target, so that none is forgotten. */
  interface Visitor<R> {
    R builtin(BuiltinTarget target);

    R jump(JumpTarget target);

    R reject(RejectTarget target);

    R nat(NatTarget target);

    R log(LogTarget target);

    R mark(MarkTarget target);

    R connmark(ConnmarkTarget target);

    R notrack(NotrackTarget target);

    R tcpmss(TcpmssTarget target);

    R ttl(TtlTarget target);

    R tos(TosTarget target);

    R netmap(NetmapTarget target);

    R trace(TraceTarget target);

    R set(SetTarget target);
  }

  /** The word behind {@code -j}, as the column "target" of {@code iptables -L} shows it. */
  String label();

  /** As {@code iptables -S} prints it, {@code -j} included; empty for a rule without target. */
  String text();

  /**
   * What becomes of a packet that a rule with this target matches, as a trace words it: {@code
   * ACCEPT}, {@code jump DOCKER}, {@code CONTINUE} without a target.
   */
  default String verdict() {
    return label().isEmpty() ? "CONTINUE" : text().substring("-j ".length());
  }

  /** The target's options as {@code iptables -L} prints them at the end of the line. */
  default String listing(ListingStyle style) {
    return "";
  }
}
