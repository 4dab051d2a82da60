package passerelle.sim.userland.ip;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.kernel.KernelException;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.uapi.InterfaceFlags;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.PortFlag;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip link set} (ip/iplink.c:iplink_modify, net/core/rtnetlink.c:do_setlink). */
final class LinkSet {
  private LinkSet() {}

  static int run(KernelView kernel, Words line) throws ToolFailure, KernelException {
    LinkWords words = new LinkWords(kernel, false);
    words.parse(line);
    if (words.device.isEmpty() && words.group.isEmpty()) {
      throw LinkNames.notEnough("dev", 255);
    }
    if (words.device.isEmpty()) {
      kernel.requireAdmin();
      for (LinkInfo member : LinkNames.group(kernel, words.group.get())) {
        apply(kernel, member, words);
      }
      return 0;
    }
    LinkInfo device = kernel.device(words.device.get());
    kernel.requireAdmin();
    if (words.type.isPresent()) {
      setOfKind(kernel, device, words.type.get(), line);
    }
    apply(kernel, device, words);
    return 0;
  }

  /** The settings of a bridge's port are those of a kind that are modelled. */
  private static void setOfKind(KernelView kernel, LinkInfo device, String type, Words line)
      throws ToolFailure, KernelException {
    Map<PortFlag, Boolean> flags = new EnumMap<>(PortFlag.class);
    OptionalInt state = OptionalInt.empty();
    while (line.hasNext()) {
      if (type.equals("bridge") && BridgeUtil.takesUsual(line)) {
        continue;
      }
      String setting = line.next();
      if (type.equals("bridge") && setting.equals("ageing_time")) {
        kernel.rtnl().setAgeingTime(device, BridgeUtil.ageingTime(line));
        continue;
      }
      if (type.equals("macvlan") && Words.matches(setting, "mode")) {
        kernel.rtnl().setMode(device, MacvlanUtil.mode(line.argument()));
        continue;
      }
      Optional<PortFlag> flag = PortFlag.of(setting).filter(f -> type.equals("bridge_slave"));
      if (flag.isPresent()) {
        flags.put(flag.get(), line.onOff(setting, 1));
      } else if (type.equals("bridge_slave") && setting.equals("state")) {
        state = OptionalInt.of((int) Words.number(line.argument(), 0xff, "state is invalid"));
      } else {
        throw ToolFailure.notModelled("ip", "the setting " + setting + " of type " + type);
      }
    }
    if (type.equals("bridge_slave")) {
      kernel.rtnl().setPort(device, flags, state);
    }
  }

  /** Does what was asked, in the kernel's order. */
  static void apply(KernelView kernel, LinkInfo link, LinkWords words) throws KernelException {
    if (words.netns.isPresent() && words.netns.get() != kernel.netns()) {
      String name = words.name.orElse(link.name());
      kernel.rtnl().move(link, words.netns.get(), name);
      KernelView there = kernel.in(words.netns.get());
      set(there.rtnl(), there.rtnl().link(name).orElseThrow(), words);
    } else {
      set(kernel.rtnl(), link, words);
    }
  }

  private static void set(Rtnetlink kernel, LinkInfo link, LinkWords words) throws KernelException {
    if (words.mac.isPresent() && !link.mac().equals(words.mac.get())) {
      kernel.setMac(link, words.mac.get());
    }
    if (words.mtu.isPresent()) {
      kernel.setMtu(link, words.mtu.getAsInt());
    }
    if (words.name.isPresent()) {
      kernel.rename(link, words.name.get());
    }
    if (words.group.isPresent()) {
      kernel.setGroup(link, words.group.get());
    }
    if (words.alias.isPresent()) {
      kernel.setAlias(link, words.alias.get());
    }
    if (words.ageingTime.isPresent()) {
      kernel.setAgeingTime(link, words.ageingTime.get());
    }
    if (words.queueLength.isPresent()) {
      kernel.setTransmitQueueLength(link, words.queueLength.getAsInt());
    }
    if (words.noMaster) {
      kernel.setMaster(link, Optional.empty());
    }
    if (words.master.isPresent()) {
      kernel.setMaster(link, words.master);
    }
    for (Map.Entry<String, Boolean> flag : words.flags.entrySet()) {
      switch (flag.getKey()) {
        case "arp" -> kernel.setFlag(link, InterfaceFlags.NOARP, !flag.getValue());
        case "multicast" -> kernel.setFlag(link, InterfaceFlags.MULTICAST, flag.getValue());
        case "allmulticast" -> kernel.setFlag(link, InterfaceFlags.ALLMULTI, flag.getValue());
        default -> kernel.setFlag(link, InterfaceFlags.PROMISC, flag.getValue());
      }
    }
    if (words.up.isPresent()) {
      kernel.setUp(link, words.up.get());
    }
  }
}
