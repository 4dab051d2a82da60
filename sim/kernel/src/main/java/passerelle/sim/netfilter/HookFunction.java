package passerelle.sim.netfilter;

import java.util.function.Function;

/**
 * Something registered at a hook ({@code struct nf_hook_ops}).
 *
 * @param priority functions run in the order of their priorities, the lowest first
 * @param function what it does with a packet
 */
record HookFunction(int priority, Function<PacketContext, Verdict> function) {
  static final int DEFRAG = -400;
  static final int RAW = -300;
  static final int CONNTRACK = -200;
  static final int MANGLE = -150;
  static final int NAT_DESTINATION = -100;
  static final int FILTER = 0;
  static final int NAT_SOURCE = 100;
  static final int CONNTRACK_CONFIRM = Integer.MAX_VALUE;
}
