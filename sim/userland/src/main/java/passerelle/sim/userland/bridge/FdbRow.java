package passerelle.sim.userland.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.sim.uapi.FdbInfo;
import passerelle.sim.uapi.LinkData;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.TunnelFdbInfo;
import passerelle.sim.userland.tool.KernelView;

/**
 * An entry as the kernel lists it for a device (net/core/rtnetlink.c:rtnl_fdb_dump): what the
 * bridge knows, and the group addresses that the device listens to.
 *
 * @param device the port, or the bridge itself
 * @param master the bridge whose entry it is; empty for the device's own list ({@code self})
 * @param state {@code permanent}, {@code static}, or empty when it was learned
 * @param entry the bridge's entry where it is one
 * @param remote the tunnel's entry where it is one
 */
record FdbRow(
    MacAddress mac,
    LinkInfo device,
    Optional<String> master,
    String state,
    Optional<FdbInfo> entry,
    Optional<TunnelFdbInfo> remote) {

  private FdbRow(
      MacAddress mac,
      LinkInfo device,
      Optional<String> master,
      String state,
      Optional<FdbInfo> entry) {
    this(mac, device, master, state, entry, Optional.empty());
  }

  /** All rows of a namespace in the kernel's order. */
  static List<FdbRow> all(KernelView kernel) {
    List<FdbRow> rows = new ArrayList<>();
    for (LinkInfo device : kernel.rtnl().links()) {
      if (device.isBridge()) {
        rows.addAll(groups(kernel, device));
        own(kernel, device).ifPresent(rows::add);
      } else if (!device.isLoopback()) {
        rows.addAll(ofPort(kernel, device));
        boolean tunnel = device.data() instanceof LinkData.Vxlan;
        rows.addAll(tunnel ? remotes(kernel, device) : groups(kernel, device));
      }
    }
    return rows;
  }

  /** The entry of the bridge's own address, when it is not one of its ports'. */
  private static Optional<FdbRow> own(KernelView kernel, LinkInfo bridge) {
    boolean ofPort =
        kernel.rtnl().ports(bridge).stream().anyMatch(p -> p.mac().equals(bridge.mac()));
    Optional<String> itself = Optional.of(bridge.name());
    return ofPort
        ? Optional.empty()
        : Optional.of(new FdbRow(bridge.mac(), bridge, itself, "permanent", Optional.empty()));
  }

  /** The bridge's entries behind a port, the latest first. */
  private static List<FdbRow> ofPort(KernelView kernel, LinkInfo device) {
    List<FdbRow> rows = new ArrayList<>();
    Optional<LinkInfo> bridge = device.port().flatMap(port -> kernel.rtnl().link(port.bridge()));
    for (FdbInfo entry : bridge.map(kernel.neighbours()::fdb).orElse(List.of())) {
      if (entry.port() == device.index()) {
        String state = entry.local() ? "permanent" : entry.permanent() ? "static" : "";
        rows.add(0, new FdbRow(entry.mac(), device, device.master(), state, Optional.of(entry)));
      }
    }
    return rows;
  }

  /** What a tunnel knows ({@code vxlan_fdb_dump}). */
  private static List<FdbRow> remotes(KernelView kernel, LinkInfo device) {
    return kernel.neighbours().tunnelFdb(device).stream()
        .map(
            entry ->
                new FdbRow(
                    entry.mac(),
                    device,
                    Optional.empty(),
                    entry.permanent() ? "permanent" : "",
                    Optional.empty(),
                    Optional.of(entry)))
        .toList();
  }

  /** The groups that a device has joined, in the order in which it does. */
  private static List<FdbRow> groups(KernelView kernel, LinkInfo device) {
    return kernel.rtnl().groups(device).stream()
        .distinct()
        .map(mac -> new FdbRow(mac, device, Optional.empty(), "permanent", Optional.empty()))
        .toList();
  }
}
