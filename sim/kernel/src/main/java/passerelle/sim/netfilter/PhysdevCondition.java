package passerelle.sim.netfilter;

import java.util.Optional;
import passerelle.netfilter.PhysdevMatch;
import passerelle.sim.link.Device;

/** {@code -m physdev} (net/netfilter/xt_physdev.c): only a bridged packet has bridge ports. */
record PhysdevCondition(PhysdevMatch match) implements Condition {
  @Override
  public boolean test(PacketContext packet) {
    Optional<Device> in = packet.skb().nfBridge().in();
    Optional<Device> out = packet.skb().nfBridge().out();
    return answers(match.isIn(), in.isPresent())
        && answers(match.isOut(), out.isPresent())
        && answers(match.isBridged(), in.isPresent() && out.isPresent())
        && named(match.in(), in, match.inNegated())
        && named(match.out(), out, match.outNegated());
  }

  private static boolean answers(PhysdevMatch.Flag asked, boolean is) {
    return asked == PhysdevMatch.Flag.UNASKED || (asked == PhysdevMatch.Flag.YES) == is;
  }

  private static boolean named(Optional<String> name, Optional<Device> port, boolean negated) {
    if (name.isEmpty()) {
      return true;
    }
    String wanted = name.get();
    boolean wildcard = wanted.endsWith("+");
    String start = wildcard ? wanted.substring(0, wanted.length() - 1) : wanted;
    boolean fits =
        port.isPresent()
            && (wildcard ? port.get().name().startsWith(start) : port.get().name().equals(start));
    return fits != negated;
  }
}
