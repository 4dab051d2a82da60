package passerelle.sim.userland.bridge;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.InterfaceFlags;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.PortFlag;
import passerelle.sim.uapi.PortInfo;
import passerelle.sim.uapi.PortState;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.text.WordSet;

/** {@code bridge link} (bridge/link.c): the ports of all bridges. */
final class BridgeLink {
  /** {@code -EINVAL} as a status. */
  private static final Set<String> UNMODELLED =
      WordSet.of(
          """
          guard fastleave root_block learning_sync mcast_router mcast_to_unicast
          mcast_max_groups neigh_suppress neigh_vlan_suppress vlan_tunnel locked mab hwmode
          backup_port nobackup_port backup_nhid
          """);

  private static final int INVALID = 234;

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
        only = Optional.of(kernel.device(words.argument(), BridgeTool.FAILED));
      } else if (word.equals("master")) {
        master = Optional.of(kernel.device(words.argument(), BridgeTool.FAILED));
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
    out.any("priority", port.priority(), "priority %d ", port.priority());
    out.any("cost", port.cost(), "cost %d ", port.cost());
    if (options.details()) {
      details(out, port);
    }
    out.text("\n");
    out.closeObject();
  }

  private static void details(Printer out, PortInfo port) {
    out.newLine();
    out.text("    ");
    flags(out, port.flag(PortFlag.HAIRPIN), "guard off", "root_block off", "fastleave off");
    flags(out, port.flag(PortFlag.LEARNING), port.flag(PortFlag.FLOOD));
    flags(out, port.flag(PortFlag.MCAST_FLOOD), port.flag(PortFlag.BCAST_FLOOD));
    out.any("mcast_router", 1, "mcast_router 1 ");
    flags(out, "mcast_to_unicast off", "neigh_suppress off", "neigh_vlan_suppress off");
    flags(out, "vlan_tunnel off", port.flag(PortFlag.ISOLATED), "locked off", "mab off");
    out.any("mcast_n_groups", 0, "mcast_n_groups 0 ");
    out.any("mcast_max_groups", 0, "mcast_max_groups 0 ");
  }

  private static void flags(Printer out, String... flags) {
    for (String flag : flags) {
      String[] parts = flag.split(" ");
      out.any(parts[0], parts[1].equals("on"), "%s ", flag);
    }
  }

  private static int set(KernelView kernel, Words words) throws ToolFailure {
    Optional<String> device = Optional.empty();
    Map<PortFlag, Boolean> flags = new EnumMap<>(PortFlag.class);
    OptionalInt state = OptionalInt.empty();
    OptionalInt cost = OptionalInt.empty();
    OptionalInt priority = OptionalInt.empty();
    boolean self = false;
    while (words.hasNext()) {
      String word = words.next();
      Optional<PortFlag> flag = PortFlag.of(word);
      if (word.equals("dev")) {
        device = Optional.of(words.argument());
      } else if (flag.isPresent()) {
        flags.put(flag.get(), words.onOff(word, INVALID));
      } else if (word.equals("state")) {
        state = OptionalInt.of(state(words.argument()));
      } else if (word.equals("cost")) {
        cost = number(words.argument());
      } else if (word.equals("priority")) {
        priority = number(words.argument());
      } else if (word.equals("self")) {
        self = true;
      } else if (!word.equals("master")) {
        boolean known = UNMODELLED.contains(word);
        throw known
            ? ToolFailure.notModelled("bridge", "the port setting " + word)
            : new ToolFailure(BridgeTool.FAILED, BridgeTool.text("link.txt"));
      }
    }
    if (device.isEmpty()) {
      throw new ToolFailure(BridgeTool.FAILED, "Device is a required argument.\n");
    }
    String name = device.get();
    LinkInfo port =
        kernel
            .rtnl()
            .link(name)
            .orElseThrow(
                () ->
                    new ToolFailure(
                        BridgeTool.FAILED, "Cannot find bridge device \"" + name + "\"\n"));
    try {
      kernel.requireAdmin();
      if (self || port.port().isEmpty()) {
        throw new KernelException(Errno.EOPNOTSUPP);
      }
      kernel.rtnl().setPort(port, flags, state);
      kernel.rtnl().setPort(port, cost, priority);
    } catch (KernelException refused) {
      throw refused(refused);
    }
    return 0;
  }

  /** As atoi(3), which takes what is no number for 0; that changes nothing here. */
  private static OptionalInt number(String text) {
    boolean number = text.matches("[1-9][0-9]{0,8}");
    return number ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  /** A number, or the word for it. */
  private static int state(String text) throws ToolFailure {
    if (text.matches("[0-9]{1,3}")) {
      return Integer.parseInt(text);
    }
    for (PortState state : PortState.values()) {
      if (state.word().equalsIgnoreCase(text)) {
        return state.ordinal();
      }
    }
    throw new ToolFailure(BridgeTool.FAILED, "Error: invalid STP port state\n");
  }

  static ToolFailure refused(KernelException refused) {
    return ToolFailure.netlink(BridgeTool.FAILED, refused);
  }
}
