package passerelle.sim.userland.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.InterfaceFlags;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.PortInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code bridge link} (bridge/link.c): the ports of all bridges. */
final class BridgeLink {
  private static final List<String> FLAGS =
      List.of("guard off", "root_block off", "fastleave off", "learning on", "flood on");
  private static final List<String> MORE_FLAGS =
      List.of(
          "mcast_to_unicast off",
          "neigh_suppress off",
          "neigh_vlan_suppress off",
          "vlan_tunnel off",
          "isolated off",
          "locked off",
          "mab off");

  private BridgeLink() {}

  static int run(KernelView kernel, BridgeTool.Options options, Words words) throws ToolFailure {
    String command = words.hasNext() ? words.next() : "show";
    if (Words.matches(command, "set", "change")) {
      return set(kernel, words);
    }
    if (Words.matches(command, "show", "list", "lst")) {
      return show(kernel, options, words);
    }
    if (Words.matches(command, "help")) {
      throw ToolFailure.notModelled("bridge", "the usage text of bridge link");
    }
    throw new ToolFailure(
        BridgeTool.FAILED, "Command \"" + command + "\" is unknown, try \"bridge link help\".\n");
  }

  private static int show(KernelView kernel, BridgeTool.Options options, Words words)
      throws ToolFailure {
    Optional<LinkInfo> only = Optional.empty();
    Optional<LinkInfo> master = Optional.empty();
    while (words.hasNext()) {
      // Any other word is passed over, as the real tool does.
      String word = words.next();
      if (word.equals("dev")) {
        only = Optional.of(BridgeTool.find(kernel, words.argument()));
      } else if (word.equals("master")) {
        master = Optional.of(BridgeTool.find(kernel, words.argument()));
      }
    }
    Printer out = options.printer();
    for (LinkInfo device : kernel.rtnl().links()) {
      boolean shown =
          device.port().isPresent()
              && only.filter(d -> !d.is(device)).isEmpty()
              && master
                  .filter(m -> !device.master().filter(m.name()::equals).isPresent())
                  .isEmpty();
      if (shown) {
        print(kernel, options, out, device);
      }
    }
    kernel.out(out.finish());
    return 0;
  }

  private static void print(
      KernelView kernel, BridgeTool.Options options, Printer out, LinkInfo link) {
    PortInfo port = link.port().orElseThrow();
    out.openObject();
    out.any("ifindex", link.index(), "%d: ", link.index());
    String shown = link.name();
    List<String> flags = new ArrayList<>(InterfaceFlags.names(link.flags()));
    if (link.link().isPresent()) {
      // The other end's index is looked up here, in whichever namespace the other end lives.
      int index = link.link().getAsInt();
      String other = kernel.rtnl().nameOf(index);
      out.json("link", other);
      shown += "@" + other;
      boolean down = kernel.rtnl().link(index).filter(LinkInfo::isUp).isEmpty();
      if (link.linkNetnsId().isEmpty() && down) {
        flags.add("M-DOWN");
      }
    }
    out.any("ifname", link.name(), "%s: ", shown);
    out.json("flags", flags);
    out.text("<" + String.join(",", flags) + "> ");
    out.any("mtu", link.mtu(), "mtu %d ", link.mtu());
    String master = link.master().orElseThrow();
    out.any("master", master, "master %s ", master);
    String state = port.state();
    out.any("state", state, "state %s ", state);
    out.any("priority", 32, "priority 32 ");
    out.any("cost", 2, "cost 2 ");
    if (options.details()) {
      details(out, port);
    }
    out.text("\n");
    out.closeObject();
  }

  private static void details(Printer out, PortInfo port) {
    out.newLine();
    out.text("    ");
    flag(out, "hairpin " + (port.hairpin() ? "on" : "off"));
    FLAGS.forEach(flag -> flag(out, flag));
    flag(out, "mcast_flood on");
    flag(out, "bcast_flood on");
    out.any("mcast_router", 1, "mcast_router 1 ");
    MORE_FLAGS.forEach(flag -> flag(out, flag));
    out.any("mcast_n_groups", 0, "mcast_n_groups 0 ");
    out.any("mcast_max_groups", 0, "mcast_max_groups 0 ");
  }

  private static void flag(Printer out, String flag) {
    String[] parts = flag.split(" ");
    out.any(parts[0], parts[1].equals("on"), "%s ", flag);
  }

  private static int set(KernelView kernel, Words words) throws ToolFailure {
    Optional<String> device = Optional.empty();
    Optional<Boolean> hairpin = Optional.empty();
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("dev")) {
        device = Optional.of(words.argument());
      } else if (word.equals("hairpin")) {
        hairpin = Optional.of(onOff(words.argument()));
      } else if (!word.equals("self") && !word.equals("master")) {
        throw ToolFailure.notModelled("bridge", "the port setting " + word);
      }
    }
    if (device.isEmpty()) {
      throw new ToolFailure(BridgeTool.FAILED, "Device is a required argument.\n");
    }
    LinkInfo port = BridgeTool.find(kernel, device.get());
    try {
      kernel.requireAdmin();
      if (hairpin.isPresent()) {
        kernel.rtnl().setHairpin(port, hairpin.get());
      }
    } catch (KernelException refused) {
      throw refused(refused);
    }
    return 0;
  }

  private static boolean onOff(String value) throws ToolFailure {
    if (!value.equals("on") && !value.equals("off")) {
      throw new ToolFailure(
          234,
          "Error: argument of \"hairpin\" must be one of \"off\", \"on\", not \"" + value + "\"\n");
    }
    return value.equals("on");
  }

  static ToolFailure refused(KernelException refused) {
    return new ToolFailure(BridgeTool.FAILED, refused.iproute2Line() + "\n");
  }
}
