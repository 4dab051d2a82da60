package passerelle.sim.netns;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.sim.link.Device;
import passerelle.sim.link.Queue;
import passerelle.sim.uapi.HardwareType;
import passerelle.sim.uapi.InterfaceFlags;

/**
 * What the kernel tells of a device over netlink (net/core/rtnetlink.c:rtnl_fill_ifinfo).
 *
 * @param device the device itself
 * @param flags {@link InterfaceFlags}
 * @param queueing the queueing discipline: without one {@code noop} until it is first up, then
 *     mostly {@code noqueue}
 * @param state {@code UP}, {@code DOWN}, {@code LOWERLAYERDOWN} or {@code UNKNOWN} (RFC 2863)
 * @param link index of the device at the other end, in its own namespace ({@code IFLA_LINK})
 * @param linkNetns name of the namespace of the other end, where that is another one
 * @param linkNetnsId number of that namespace here ({@code IFLA_LINK_NETNSID})
 * @param attributes what was written on it
 */
public record LinkReport(
    Device device,
    int flags,
    String queueing,
    String state,
    OptionalInt link,
    Optional<String> linkNetns,
    OptionalInt linkNetnsId,
    LinkAttributes attributes) {

  static LinkReport of(Links links, Netns netns, Device device) {
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
    String state = state(netns, device, link);
    LinkAttributes attributes = links.attributes(device);
    String usual = netns.addresses().wasUp(device) ? device.usualQueueing() : "noop";
    return new LinkReport(
        device,
        flags(device, state, attributes),
        device.queue().map(Queue::kind).orElse(usual),
        state,
        link,
        linkNetns,
        linkNetnsId,
        attributes);
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

  /** Index in its namespace. */
  public int index() {
    return device.index();
  }

  public String name() {
    return device.name();
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  public HardwareType type() {
    return device.type();
  }

  /** The address that all stations listen to. */
  public String broadcast() {
    return device.isLoopback() ? "00:00:00:00:00:00" : "ff:ff:ff:ff:ff:ff";
  }
}
