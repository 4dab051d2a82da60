package passerelle.sim.netns;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.MacAddress;
import passerelle.sim.link.Device;
import passerelle.sim.uapi.HardwareType;

/**
 * The multicast groups of a device on its three layers (net/core/dev_addr_lists.c, net/ipv4/igmp.c,
 * net/ipv6/mcast.c): those that every host is in, a bridge's for its snooping, and those that
 * sockets have joined.
 */
public record MulticastGroups(Netns netns, Device device) {
  private static final IpAddress ALL_SYSTEMS = IpAddress.of("224.0.0.1");
  private static final IpAddress ALL_SNOOPERS = IpAddress.of("224.0.0.106");
  private static final Ipv6Address ALL_NODES = Ipv6Address.of("ff02::1");
  private static final Ipv6Address ALL_NODES_HERE = Ipv6Address.of("ff01::1");
  private static final Ipv6Address ALL_SNOOPERS_6 = Ipv6Address.of("ff02::6a");
  private static final int MIN_MTU6 = 1280;

  private boolean hasInet6() {
    return device.mtu() >= MIN_MTU6;
  }

  /** IPv4 groups, those joined first at the end. */
  public List<IpAddress> inet() {
    List<IpAddress> groups = new ArrayList<>(netns.ip().groups(device));
    Collections.reverse(groups);
    return groups;
  }

  /** IPv6 groups, those joined first at the end. */
  public List<Ipv6Address> inet6() {
    List<Ipv6Address> groups = new ArrayList<>();
    if (hasInet6()) {
      groups.add(ALL_NODES_HERE);
      groups.add(ALL_NODES);
      groups.addAll(netns.ipv6().groups(device));
    }
    Collections.reverse(groups);
    return groups;
  }

  /** The addresses of frames that it takes for all that, in the order in which it was told. */
  public List<MacAddress> link() {
    List<MacAddress> groups = new ArrayList<>();
    if (device.type() != HardwareType.ETHER) {
      return groups;
    }
    if (hasInet6()) {
      groups.add(MacAddress.ofMulticast(ALL_NODES));
    }
    if (device.snoopsMulticast() && device.isUp()) {
      groups.add(MacAddress.ofMulticast(ALL_SNOOPERS));
      groups.add(MacAddress.ofMulticast(ALL_SNOOPERS_6));
    }
    if (device.isUp()) {
      groups.add(MacAddress.ofMulticast(ALL_SYSTEMS));
    }
    for (Ipv6Address group : netns.ipv6().groups(device)) {
      if (!group.equals(ALL_SNOOPERS_6)) {
        groups.add(MacAddress.ofMulticast(group));
      }
    }
    netns.ip().groups(device).stream()
        .map(MacAddress::ofMulticast)
        .filter(group -> !groups.contains(group))
        .forEach(groups::add);
    return groups;
  }
}
