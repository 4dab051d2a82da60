package passerelle.sim.netns;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.sim.bridge.BridgePort;
import passerelle.sim.link.Device;
import passerelle.sim.link.LinkAttributes;
import passerelle.sim.link.Queue;
import passerelle.sim.uapi.InterfaceFlags;
import passerelle.sim.uapi.LinkInfo;

/** Fills in what the kernel tells of a device (net/core/rtnetlink.c:rtnl_fill_ifinfo). */
final class LinkReport {
  private LinkReport() {}

  static LinkInfo of(Links links, Netns netns, Device device) {
    Optional<String> linkNetns =
        device
            .link()
            .filter(other -> other.index() > 0)
            .map(Device::netns)
            .filter(there -> !there.equals(netns.name()));
    OptionalInt linkNetnsId = OptionalInt.empty();
    if (linkNetns.isPresent()) {
      linkNetnsId = OptionalInt.of(links.ids().idOf(netns.name(), linkNetns.get()));
    }
    boolean told = linkNetns.isPresent() || device.linkIndex() != device.index();
    OptionalInt link = told ? OptionalInt.of(device.linkIndex()) : OptionalInt.empty();
    LinkAttributes attributes = device.attributes();
    String state = state(netns, device, link);
    String usual = netns.addresses().wasUp(device) ? device.usualQueueing() : "noop";
    int ofMaster = device.master().isPresent() ? 1 : 0;
    return new LinkInfo(
        device.index(),
        device.name(),
        List.copyOf(device.alternativeNames()),
        device.kind(),
        device.type(),
        device.mac(),
        device.mtu(),
        device.leastMtu(),
        device.mostMtu(),
        flags(device, state, attributes),
        device.queue().map(Queue::kind).orElse(usual),
        state,
        link,
        linkNetns,
        linkNetnsId,
        device.master().map(Device::name),
        attributes.alias(),
        attributes.group(),
        attributes.transmitQueueLength(),
        ofMaster + (attributes.isPromiscuous() ? 1 : 0),
        ofMaster + (attributes.isAllMulticast() ? 1 : 0),
        device.queues(),
        device.segmentationLimit(),
        device.statistics().counters(),
        device.data(),
        BridgePort.of(device).map(BridgePort::info));
  }

  /** {@code default_operstate} (net/core/link_watch.c). */
  private static String state(Netns netns, Device device, OptionalInt link) {
    if (!device.isUp()) {
      return "DOWN";
    }
    if (device.hasCarrier()) {
      return device.isLinkWatched() ? "UP" : "UNKNOWN";
    }
    if (device.waitsForLower()) {
      return "LOWERLAYERDOWN";
    }
    // The index is looked up in this namespace even if the other end lives in another one.
    Optional<Device> lower = link.isPresent() ? netns.device(link.getAsInt()) : Optional.empty();
    boolean lowerDown = lower.isPresent() && lower.get() != device && !lower.get().hasCarrier();
    return lowerDown ? "LOWERLAYERDOWN" : "DOWN";
  }

  private static int flags(Device device, String state, LinkAttributes attributes) {
    int flags =
        switch (device.type()) {
          case LOOPBACK -> InterfaceFlags.LOOPBACK;
          case NONE -> InterfaceFlags.POINTOPOINT;
          case ETHER -> InterfaceFlags.BROADCAST;
        };
    flags |= !device.isLoopback() && attributes.isMulticast() ? InterfaceFlags.MULTICAST : 0;
    flags |= device.usesArp() ? 0 : InterfaceFlags.NOARP;
    flags |= attributes.isPromiscuous() ? InterfaceFlags.PROMISC : 0;
    flags |= attributes.isAllMulticast() ? InterfaceFlags.ALLMULTI : 0;
    if (device.isUp()) {
      boolean running = state.equals("UP") || state.equals("UNKNOWN");
      flags |= InterfaceFlags.UP;
      flags |= running ? InterfaceFlags.RUNNING : 0;
      flags |= device.hasCarrier() ? InterfaceFlags.LOWER_UP : 0;
    }
    return flags;
  }
}
