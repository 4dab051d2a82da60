package passerelle.sim.userland.sysctl;

import passerelle.kernel.op.RouteSpec;

/** The flags of a route in the form of {@code /proc/net/route} and {@code route -n}. */
public final class RouteFlags {
  /** {@code RTF_UP}. */
  public static final int UP = 1;

  /** {@code RTF_GATEWAY}. */
  public static final int GATEWAY = 2;

  /** {@code RTF_HOST}. */
  public static final int HOST = 4;

  /** {@code RTF_REJECT}. */
  public static final int REJECT = 0x200;

  private RouteFlags() {}

  /** {@code fib_flag_trans} (net/ipv4/fib_trie.c). */
  public static int of(RouteSpec spec) {
    boolean rejects =
        spec.type() == RouteSpec.Type.UNREACHABLE || spec.type() == RouteSpec.Type.PROHIBIT;
    return UP
        | (rejects ? REJECT : 0)
        | (spec.gateway().isPresent() ? GATEWAY : 0)
        | (spec.destination().isHost() ? HOST : 0);
  }

  /** As letters: {@code UG}, {@code !H}. */
  public static String letters(int flags) {
    StringBuilder out = new StringBuilder((flags & REJECT) != 0 ? "!" : "U");
    out.append((flags & GATEWAY) != 0 ? "G" : "");
    return out.append((flags & HOST) != 0 ? "H" : "").toString();
  }
}
