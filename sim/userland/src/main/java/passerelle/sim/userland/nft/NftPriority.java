package passerelle.sim.userland.nft;

import java.util.Map;
import java.util.Optional;
import passerelle.netfilter.Hook;
import passerelle.sim.uapi.NftFamily;

/** The names of priorities (src/rule.c, std_prios and bridge_std_prios). */
final class NftPriority {
  /** As far from a name as it is told with an offset. */
  private static final int NEAR = 10;

  private static final Map<String, Integer> NAMES =
      Map.of(
          "raw", -300, "mangle", -150, "dstnat", -100, "filter", 0, "security", 50, "srcnat", 100);

  private static final Map<String, Integer> BRIDGE =
      Map.of("dstnat", -300, "filter", -200, "out", 100, "srcnat", 300);

  private NftPriority() {}

  private static Map<String, Integer> names(NftFamily family) {
    return family == NftFamily.BRIDGE ? BRIDGE : NAMES;
  }

  /** See {@code std_prio_family_hook_compat}. */
  private static boolean isAt(String name, NftFamily family, Hook hook) {
    if (!family.isIp() && family != NftFamily.BRIDGE) {
      return name.equals("filter");
    }
    boolean first = hook == Hook.PREROUTING;
    return switch (name) {
      case "dstnat" -> first || family.isIp() && hook == Hook.OUTPUT;
      case "srcnat" -> hook == Hook.POSTROUTING || family.isIp() && hook == Hook.INPUT;
      case "out" -> hook == Hook.OUTPUT;
      default -> true;
    };
  }

  /** The priority of a name that means something at a hook. */
  static Optional<Integer> of(String name, NftFamily family, Hook hook) {
    return Optional.ofNullable(names(family).get(name)).filter(value -> isAt(name, family, hook));
  }

  /** As nft lists it: the name that is nearest. */
  static String text(int priority, NftFamily family, Hook hook) {
    for (Map.Entry<String, Integer> name : names(family).entrySet()) {
      int offset = priority - name.getValue();
      if (isAt(name.getKey(), family, hook) && Math.abs(offset) <= NEAR) {
        String by = offset == 0 ? "" : offset > 0 ? " + " + offset : " - " + -offset;
        return name.getKey() + by;
      }
    }
    return "" + priority;
  }
}
