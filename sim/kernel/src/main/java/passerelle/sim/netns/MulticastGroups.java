package passerelle.sim.netns;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.MacAddress;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.link.Device;
import passerelle.sim.uapi.HardwareType;
import passerelle.sim.uapi.IfAddress;

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
  private static final long SOLICITED = 0xff02_0000_0000_0000L;
  private static final long SOLICITED_LOW = 0x0000_0001_ff00_0000L;
  private static final int MIN_MTU6 = 1280;

  private boolean hasInet6() {
    return device.mtu() >= MIN_MTU6;
  }

  private boolean snoops() {
    return device.snoopsMulticast() && device.isUp();
  }

  private Optional<Ipv6Address> solicited(IfAddress own) {
    return own.scope() == RouteSpec.Scope.HOST
        ? Optional.empty()
        : Optional.of(
            new Ipv6Address(
                SOLICITED, SOLICITED_LOW | ((Ipv6Address) own.local()).low() & 0xff_ffffL));
  }

  /** IPv4 groups, those joined first at the end. */
  public List<IpAddress> inet() {
    List<IpAddress> groups = new ArrayList<>();
    if (snoops()) {
      groups.add(ALL_SNOOPERS);
    }
    if (device.isUp()) {
      groups.add(ALL_SYSTEMS);
    }
    groups.addAll(netns.ip().groups(device));
    Collections.reverse(groups);
    return groups;
  }

  /** IPv6 groups, those joined first at the end. */
  public List<Ipv6Address> inet6() {
    List<Ipv6Address> groups = new ArrayList<>();
    if (hasInet6()) {
      groups.add(ALL_NODES_HERE);
      groups.add(ALL_NODES);
      if (snoops()) {
        groups.add(ALL_SNOOPERS_6);
      }
      netns
          .ipv6()
          .addresses()
          .of(device, Family.IPV6)
          .forEach(own -> solicited(own).ifPresent(groups::add));
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
    if (snoops()) {
      groups.add(MacAddress.ofMulticast(ALL_SNOOPERS));
      groups.add(MacAddress.ofMulticast(ALL_SNOOPERS_6));
    }
    if (device.isUp()) {
      groups.add(MacAddress.ofMulticast(ALL_SYSTEMS));
    }
    netns
        .ipv6()
        .addresses()
        .of(device, Family.IPV6)
        .forEach(own -> solicited(own).map(MacAddress::ofMulticast).ifPresent(groups::add));
    netns.ip().groups(device).forEach(group -> groups.add(MacAddress.ofMulticast(group)));
    return groups;
  }
}
