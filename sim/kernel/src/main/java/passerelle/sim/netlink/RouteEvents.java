package passerelle.sim.netlink;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Netns;
import passerelle.sim.netns.Notifications;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.NetlinkEvent;

/** What rtnetlink tells its groups of listeners ({@code rtnl_notify}, {@code RTNLGRP_*}). */
public record RouteEvents(Netns netns) {
  /**
   * Has somebody hear of each change of devices, addresses, routes, neighbours and rules.
   *
   * @return to be run by whoever has heard enough
   */
  public Runnable listen(Consumer<NetlinkEvent> listener) {
    return netns.notifications().listen(change -> listener.accept(event(change)));
  }

  private NetlinkEvent event(Notifications.Change change) {
    boolean gone = change.gone();
    if (change instanceof Notifications.LinkChange link) {
      return new NetlinkEvent.Link(info(link.device()), gone);
    }
    if (change instanceof Notifications.AddressChange its) {
      return new NetlinkEvent.Address(info(its.device()), its.address(), gone);
    }
    if (change instanceof Notifications.RouteChange its) {
      Optional<Device> by = its.route().device();
      OptionalInt device = by.isPresent() ? OptionalInt.of(by.get().index()) : OptionalInt.empty();
      return new NetlinkEvent.Route(new RouteNetlink(netns).info(its.route()), device, gone);
    }
    if (change instanceof Notifications.NeighbourChange its) {
      return new NetlinkEvent.Neighbour(new NeighbourNetlink(netns).info(its.neighbour()), gone);
    }
    return new NetlinkEvent.Rule(((Notifications.RuleChange) change).rule(), gone);
  }

  private LinkInfo info(Device device) {
    return netns.namespaces().links().report(netns, device);
  }
}
