package passerelle.sim.userland.ip;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.bridge.BridgePort;
import passerelle.sim.link.Device;
import passerelle.sim.netns.LinkAttributes;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip link set} (ip/iplink.c:iplink_modify, net/core/rtnetlink.c:do_setlink). */
final class LinkSet {
  private LinkSet() {}

  static int run(KernelView kernel, IpOptions options, Words line) throws ToolFailure {
    LinkWords words = new LinkWords(kernel, false);
    words.parse(line);
    if (words.device.isEmpty()) {
      throw IpLink.notEnough("dev", 255);
    }
    Device device = IpLink.find(kernel, words.device.get());
    try {
      IpLink.requireAdmin(kernel);
      if (words.type.isPresent()) {
        setOfKind(device, words.type.get(), line);
      }
      apply(kernel, device, words);
      return 0;
    } catch (KernelException refused) {
      throw ToolFailure.netlink(refused);
    }
  }

  /** {@code type bridge_slave hairpin on} is the one setting of a kind that is modelled. */
  private static void setOfKind(Device device, String type, Words line)
      throws ToolFailure, KernelException {
    while (line.hasNext()) {
      String setting = line.next();
      if (!type.equals("bridge_slave") || !setting.equals("hairpin")) {
        throw ToolFailure.notModelled("ip", "the setting " + setting + " of type " + type);
      }
      boolean on = line.onOff("hairpin");
      Optional<BridgePort> port = BridgePort.of(device);
      port.orElseThrow(() -> new KernelException(Errno.EOPNOTSUPP)).setHairpin(on);
    }
  }

  /** Does what was asked, in the kernel's order. */
  static void apply(KernelView kernel, Device device, LinkWords words)
      throws KernelException, ToolFailure {
    KernelView there = kernel;
    if (words.netns.isPresent() && words.netns.get() != kernel.netns()) {
      String name = words.name.orElse(device.name());
      kernel.links().move(kernel.netns(), device, words.netns.get(), name);
      there = kernel.in(words.netns.get());
    }
    if (words.mac.isPresent() && !device.mac().equals(words.mac.get())) {
      there.links().setMac(device, words.mac.get());
    }
    if (words.mtu.isPresent()) {
      there.links().setMtu(device, words.mtu.getAsInt());
    }
    if (words.name.isPresent()) {
      there.links().rename(there.netns(), device, words.name.get());
    }
    LinkAttributes attributes = there.links().attributes(device);
    words.alias.ifPresent(attributes::setAlias);
    words.queueLength.ifPresent(attributes::setTransmitQueueLength);
    setMaster(there, device, words);
    setFlags(there, device, words);
    if (words.up.isPresent()) {
      there.netns().setUp(device, words.up.get());
    }
  }

  private static void setMaster(KernelView kernel, Device device, LinkWords words)
      throws KernelException {
    if (words.noMaster) {
      kernel.links().setMaster(kernel.netns(), device, Optional.empty());
    }
    if (words.master.isPresent()) {
      Optional<Device> master = kernel.netns().device(words.master.get());
      if (master.isEmpty()) {
        throw new KernelException(Errno.EOPNOTSUPP);
      }
      kernel.links().setMaster(kernel.netns(), device, master);
    }
  }

  private static void setFlags(KernelView kernel, Device device, LinkWords words) {
    LinkAttributes attributes = kernel.links().attributes(device);
    words.flags.forEach(
        (flag, on) -> {
          switch (flag) {
            case "arp" -> kernel.netns().setArp(device, on);
            case "multicast" -> attributes.setMulticast(on);
            case "allmulticast" -> attributes.setAllMulticast(on);
            default -> attributes.setPromiscuous(on);
          }
        });
  }
}
