package passerelle.sim.userland.nft;

import java.util.Map;
import java.util.Optional;
import passerelle.netfilter.Hook;

/** The names of priorities (src/rule.c, std_prios). */
final class NftPriority {
  /** As far from a name as it is told with an offset. */
  private static final int NEAR = 10;

  private static final Map<String, Integer> NAMES =
      Map.of(
          "raw", -300, "mangle", -150, "dstnat", -100, "filter", 0, "security", 50, "srcnat", 100);

  private NftPriority() {}

  private static boolean isAt(String name, Hook hook) {
    return switch (name) {
      case "dstnat" -> hook == Hook.PREROUTING || hook == Hook.OUTPUT;
      case "srcnat" -> hook == Hook.POSTROUTING || hook == Hook.INPUT;
      default -> true;
    };
  }

  /** The priority of a name that means something at a hook. */
  static Optional<Integer> of(String name, Hook hook) {
    return Optional.ofNullable(NAMES.get(name)).filter(value -> isAt(name, hook));
  }

  /** As nft lists it: the name that is nearest. */
  static String text(int priority, Hook hook) {
    for (Map.Entry<String, Integer> name : NAMES.entrySet()) {
      int offset = priority - name.getValue();
      if (isAt(name.getKey(), hook) && Math.abs(offset) <= NEAR) {
        String by = offset == 0 ? "" : offset > 0 ? " + " + offset : " - " + -offset;
        return name.getKey() + by;
      }
    }
    return "" + priority;
  }
}
