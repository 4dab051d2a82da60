package passerelle.sim.userland.ip;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.kernel.op.LinkKind;
import passerelle.sim.uapi.LinkData;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.text.WordSet;

/** VLANs (ip/iplink_vlan.c). */
final class VlanUtil extends LinkUtil {
  private static final Set<String> FLAGS =
      WordSet.of(
          """
          reorder_hdr gvrp mvrp loose_binding bridge_binding ingress-qos-map egress-qos-map
          """);

  @Override
  LinkKind parse(KernelView kernel, LinkWords words, Words line) throws ToolFailure {
    return new LinkKind.Vlan(words.link, id(line));
  }

  /** The identifier behind {@code id}. */
  private static OptionalInt id(Words line) throws ToolFailure {
    OptionalInt id = OptionalInt.empty();
    while (line.hasNext()) {
      String word = line.next();
      if (Words.matches(word, "protocol")) {
        String protocol = line.argument();
        if (!protocol.equalsIgnoreCase("802.1q")) {
          throw ToolFailure.notModelled("ip", "VLANs of protocol " + protocol);
        }
      } else if (Words.matches(word, "id")) {
        String text = line.argument();
        id = OptionalInt.of((int) Words.number(text, 0xffff, "id is invalid"));
      } else if (Words.matches(word, "help")) {
        throw new ToolFailure(1, Usage.text("vlan"));
      } else if (FLAGS.contains(word)) {
        throw ToolFailure.notModelled("ip", "the setting " + word + " of type vlan");
      } else {
        throw new ToolFailure(1, "vlan: unknown command \"" + word + "\"?\n" + Usage.text("vlan"));
      }
    }
    return id;
  }

  @Override
  void print(LinkDetails details, LinkInfo device) {
    Printer out = details.out();
    out.openObject("info_data");
    out.any("protocol", "802.1Q", "protocol %s ", "802.1Q");
    int id = ((LinkData.Vlan) device.data()).id();
    out.any("id", id, "id %d ", id);
    out.json("flags", List.of("REORDER_HDR"));
    out.text("<REORDER_HDR> ");
    out.closeObject();
  }
}
