package passerelle.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.bridge.Bridge;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.Neighbour;
import passerelle.sim.link.Device;
import passerelle.sim.link.LinkAttributes;
import passerelle.sim.netns.Netns;
import passerelle.sim.uapi.NeighbourState;

/**
 * What of a simulated kernel stays as it is until somebody changes it, as a value: devices,
 * addresses, routes, rules, settings, entries set by hand, host names, and which files were written
 * to. What time and traffic bring is no part of it: carrier, link-local addresses, learned
 * neighbours and forwarding entries, connections, counters, sockets.
 */
public final class LastingState {
  private final List<Object> parts = new ArrayList<>();

  private LastingState(SimKernel kernel) {
    for (Netns netns : kernel.namespaces().all()) {
      parts.add(netns.name());
      netns.devices().forEach(device -> parts.add(link(kernel, netns, device)));
      netns.ip().fib().routes().stream().map(FibRoute::spec).forEach(parts::add);
      parts.addAll(netns.ip().fib().rules().list());
      for (Family family : Family.values()) {
        parts.add(SimView.rules(netns, family).uncounted());
      }
      parts.add(entriesByHand(netns));
      parts.add(netns.sysctls().changes());
      parts.add(kernel.spaces().settings().written(netns));
    }
    kernel
        .spaces()
        .places()
        .forEach(
            (name, place) -> parts.add(List.of(name, place.hostname(), place.files().changes())));
  }

  /** The state of a kernel now. */
  public static LastingState of(SimKernel kernel) {
    return new LastingState(kernel);
  }

  private static List<Object> link(SimKernel kernel, Netns netns, Device device) {
    Optional<Device> peer = device.peer();
    LinkAttributes written = device.attributes();
    return Arrays.asList(
        device.index(),
        device.name(),
        device.kind(),
        device.mac(),
        device.mtu(),
        device.isUp(),
        device.usesArp(),
        device.master().map(Device::index),
        peer.map(Device::netns),
        peer.map(Device::index),
        written.alias(),
        written.transmitQueueLength(),
        written.isPromiscuous(),
        written.isAllMulticast(),
        written.isMulticast(),
        kernel.namespaces().links().trafficControl().of(device).stream()
            .flatMap(tree -> tree.all().stream())
            .map(e -> List.of(e.handle(), e.parent(), e.qdisc().settings()))
            .toList(),
        netns.ip().addresses().of(device, Family.IPV4).stream()
            .map(a -> List.of(a.address(), a.broadcast(), a.scope(), a.label()))
            .toList(),
        netns.ip().addresses().of(device, Family.IPV6).stream()
            .filter(a -> a.scope() != RouteSpec.Scope.LINK)
            .toList());
  }

  private static List<Object> entriesByHand(Netns netns) {
    List<Object> entries = new ArrayList<>();
    for (Neighbour entry : netns.ip().neighbours().entries()) {
      if (entry.state() == NeighbourState.PERMANENT) {
        entries.add(List.of(entry.device().name(), entry.address(), entry.mac()));
      }
    }
    for (Bridge bridge : netns.bridges()) {
      bridge.fdb().entries(netns.machine().now()).stream()
          .filter(entry -> entry.isPermanent())
          .forEach(entry -> entries.add(List.of(entry.mac(), entry.port().number())));
      bridge.ports().stream().map(p -> List.of(p.flags(), p.state())).forEach(entries::add);
    }
    return entries;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LastingState state && parts.equals(state.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }
}
