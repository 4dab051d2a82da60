package passerelle.sim.userland.ip;

import java.util.Optional;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkKind.Ipvlan.Flag;
import passerelle.kernel.op.LinkKind.Ipvlan.Mode;
import passerelle.sim.uapi.LinkData;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** Guests that share another device's address (ip/iplink_ipvlan.c). */
final class IpvlanUtil extends LinkUtil {

  /** Without a mode the kernel takes {@code l3}. */
  @Override
  LinkKind parse(KernelView kernel, LinkWords words, Words line) throws ToolFailure {
    Mode mode = Mode.L3;
    Flag flag = Flag.BRIDGE;
    while (line.hasNext()) {
      String word = line.next();
      Optional<Flag> asked = Flag.of(word);
      if (Words.matches(word, "mode")) {
        mode = mode(line.argument());
      } else if (asked.isPresent()) {
        flag = asked.get();
      } else if (Words.matches(word, "help")) {
        throw new ToolFailure(1, Usage.text("ipvlan"));
      } else {
        throw new ToolFailure(
            1, "ipvlan: unknown option \"" + word + "\"?\n" + Usage.text("ipvlan"));
      }
    }
    return new LinkKind.Ipvlan(words.link, mode, flag);
  }

  private static Mode mode(String word) throws ToolFailure {
    if (word.equals("l3s")) {
      throw ToolFailure.notModelled("ip", "mode l3s of type ipvlan");
    }
    return Mode.of(word)
        .orElseThrow(
            () ->
                new ToolFailure(
                    1, "Error: argument of \"mode\" must be either \"l2\", \"l3\" or \"l3s\"\n"));
  }

  @Override
  void print(LinkDetails details, LinkInfo device) {
    Printer out = details.out();
    LinkData.Ipvlan data = (LinkData.Ipvlan) device.data();
    out.openObject("info_data");
    out.any("mode", data.mode(), " mode %s ", data.mode());
    out.json(data.flag(), true);
    out.text(data.flag() + " ");
    out.closeObject();
  }
}
