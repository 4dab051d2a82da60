package passerelle.sim.userland.ip;

import java.util.Set;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkKind.Macvlan.Mode;
import passerelle.sim.uapi.LinkData;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** Guests on another device's wire (ip/iplink_macvlan.c). */
final class MacvlanUtil extends LinkUtil {
  /** {@code MACVLAN_DEFAULT_BC_QUEUE_LEN}: frames for all that may wait. */
  private static final int QUEUE = 1000;

  private static final Set<String> SETTINGS =
      Set.of("flag", "nopromisc", "nodst", "macaddr", "bcqueuelen", "bclim");

  /** Without a mode the kernel takes {@code vepa}. */
  @Override
  LinkKind parse(KernelView kernel, LinkWords words, Words line) throws ToolFailure {
    Mode mode = Mode.VEPA;
    while (line.hasNext()) {
      String word = line.next();
      if (Words.matches(word, "mode")) {
        mode = mode(line.argument());
      } else if (Words.matches(word, "help")) {
        throw new ToolFailure(1, Usage.text("macvlan"));
      } else if (SETTINGS.contains(word)) {
        throw ToolFailure.notModelled("ip", "the setting " + word + " of type macvlan");
      } else {
        throw new ToolFailure(
            1, "macvlan: unknown option \"" + word + "\"?\n" + Usage.text("macvlan"));
      }
    }
    return new LinkKind.Macvlan(words.link, mode);
  }

  static Mode mode(String word) throws ToolFailure {
    if (word.equals("source")) {
      throw ToolFailure.notModelled("ip", "mode source of type macvlan");
    }
    String allowed = "\"private\", \"vepa\", \"bridge\", \"passthru\" or \"source\"";
    return Mode.of(word)
        .orElseThrow(
            () ->
                new ToolFailure(
                    1,
                    "Error: argument of \"mode\" must be " + allowed + ", not \"" + word + "\"\n"));
  }

  @Override
  void print(LinkDetails details, LinkInfo device) {
    Printer out = details.out();
    String mode = ((LinkData.Macvlan) device.data()).mode();
    out.openObject("info_data");
    out.any("mode", mode, "mode %s ", mode);
    out.any("bcqueuelen", QUEUE, "bcqueuelen %d ", QUEUE);
    out.any("usedbcqueuelen", QUEUE, "usedbcqueuelen %d ", QUEUE);
    out.closeObject();
  }
}
