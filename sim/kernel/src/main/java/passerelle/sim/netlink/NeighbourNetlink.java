package passerelle.sim.netlink;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.bridge.Bridge;
import passerelle.sim.bridge.BridgePort;
import passerelle.sim.bridge.Fdb;
import passerelle.sim.ip.Neighbour;
import passerelle.sim.ip.NeighbourTable;
import passerelle.sim.ip.ProxyNeighbours;
import passerelle.sim.link.Device;
import passerelle.sim.link.Vxlan;
import passerelle.sim.netns.Netns;
import passerelle.sim.uapi.FdbInfo;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.NeighbourInfo;
import passerelle.sim.uapi.NeighbourState;
import passerelle.sim.uapi.TunnelFdbInfo;

/**
 * Neighbours as programs see and change them (net/core/neighbour.c): those of IPv4, and the
 * forwarding entries of bridges (net/bridge/br_fdb.c), which are neighbours of another family.
 */
public record NeighbourNetlink(Netns netns) {
  private NeighbourTable table() {
    return netns.ip().neighbours();
  }

  NeighbourInfo info(Neighbour entry) {
    Device device = entry.device();
    return new NeighbourInfo(
        entry.address(),
        device.index(),
        device.name(),
        entry.mac(),
        table().shownState(entry),
        entry.used(),
        entry.confirmed(),
        entry.updated(),
        entry.probes());
  }

  private Optional<Device> device(int index) {
    return netns.device(index);
  }

  private Device device(LinkInfo link) throws KernelException {
    return device(link.index()).orElseThrow(() -> new KernelException(Errno.ENODEV));
  }

  /** The entries in the order in which they were made ({@code RTM_GETNEIGH}). */
  public List<NeighbourInfo> neighbours() {
    return list(entry -> !table().isCollectable(entry));
  }

  /** The same with those that are only waiting to be collected. */
  public List<NeighbourInfo> all() {
    return list(entry -> true);
  }

  private List<NeighbourInfo> list(Predicate<Neighbour> which) {
    return table().entries().stream().filter(which).map(this::info).toList();
  }

  private Optional<Neighbour> entry(int index, IpAddress address) {
    return device(index).flatMap(device -> table().find(device, address));
  }

  public Optional<NeighbourInfo> find(LinkInfo link, IpAddress address) {
    return entry(link.index(), address).map(this::info);
  }

  /**
   * An address that this machine answers for ({@code NTF_PROXY}).
   *
   * @param device name of the device where it does; empty for anywhere
   */
  public record ProxyInfo(IpAddress address, Optional<String> device) {}

  /** Those addresses. */
  public List<ProxyInfo> proxies() {
    return table().proxies().all().stream()
        .map(proxy -> new ProxyInfo(proxy.address(), proxy.device().map(Device::name)))
        .toList();
  }

  /**
   * Begins to answer for an address, or ends it.
   *
   * @throws KernelException ENOENT when there is nothing to end
   */
  public void proxy(IpAddress address, Optional<LinkInfo> link, boolean answers)
      throws KernelException {
    Optional<Device> device = link.flatMap(l -> device(l.index()));
    ProxyNeighbours.Proxy proxy = new ProxyNeighbours.Proxy(address, device);
    if (answers) {
      table().proxies().add(proxy);
    } else if (!table().proxies().remove(proxy)) {
      throw new KernelException(Errno.ENOENT);
    }
  }

  /** {@code RTM_NEWNEIGH}. */
  public void set(LinkInfo link, IpAddress address, MacAddress mac, NeighbourState state)
      throws KernelException {
    table().set(device(link), address, mac, state);
  }

  /** {@code RTM_DELNEIGH}: what it was is still seen for a while. */
  public void delete(NeighbourInfo gone) {
    entry(gone.index(), gone.address()).ifPresent(table()::delete);
  }

  /** Takes the first entry of an address out at once, if there is one ({@code SIOCDARP}). */
  public boolean remove(IpAddress address) {
    Optional<Neighbour> gone =
        table().entries().stream().filter(entry -> entry.address().equals(address)).findFirst();
    gone.ifPresent(table()::remove);
    return gone.isPresent();
  }

  /** The forwarding entries of a bridge; of another device none. */
  public List<FdbInfo> fdb(LinkInfo link) {
    return device(link.index())
        .flatMap(Bridge::of)
        .map(bridge -> bridge.fdb().entries(netns.machine().now()))
        .map(entries -> entries.stream().map(NeighbourNetlink::info).toList())
        .orElse(List.of());
  }

  /** The forwarding entries of a tunnel, what stands for all the rest last. */
  public List<TunnelFdbInfo> tunnelFdb(LinkInfo link) {
    List<TunnelFdbInfo> out = new ArrayList<>();
    if (device(link.index()).orElse(null) instanceof Vxlan vxlan) {
      vxlan.fdb().forEach((mac, all) -> all.forEach(remote -> out.add(info(mac, remote))));
      out.sort(Comparator.comparing(entry -> entry.mac().equals(MacAddress.ZERO)));
    }
    return out;
  }

  private static TunnelFdbInfo info(MacAddress mac, Vxlan.Remote remote) {
    return new TunnelFdbInfo(
        mac, remote.address(), remote.via().map(Device::name), remote.permanent());
  }

  /**
   * Says behind which machine an address is ({@code vxlan_fdb_add}).
   *
   * @param more beside those that are known; else in their place
   * @param isNew none may be known
   * @throws KernelException EEXIST, EOPNOTSUPP from a device that is no tunnel
   */
  public void addFdb(LinkInfo link, MacAddress mac, IpAddress to, boolean more, boolean isNew)
      throws KernelException {
    Vxlan vxlan = tunnel(link);
    if (isNew && vxlan.fdb().containsKey(mac)) {
      throw new KernelException(Errno.EEXIST);
    }
    if (!more) {
      vxlan.forget(mac, Optional.empty());
    }
    vxlan.add(mac, to);
  }

  /**
   * Forgets behind which machine an address is ({@code vxlan_fdb_delete}).
   *
   * @throws KernelException ENOENT, EOPNOTSUPP from a device that is no tunnel
   */
  public void deleteFdb(LinkInfo link, MacAddress mac, Optional<IpAddress> at)
      throws KernelException {
    if (!tunnel(link).forget(mac, at)) {
      throw new KernelException(Errno.ENOENT);
    }
  }

  private Vxlan tunnel(LinkInfo link) throws KernelException {
    if (device(link) instanceof Vxlan vxlan) {
      return vxlan;
    }
    throw new KernelException(Errno.EOPNOTSUPP);
  }

  private static FdbInfo info(Fdb.Entry entry) {
    return new FdbInfo(
        entry.mac(),
        entry.port().device().index(),
        entry.port().number(),
        entry.isLocal(),
        entry.isPermanent(),
        entry.used(),
        entry.updated());
  }

  private static BridgePort port(Device device) throws KernelException {
    return BridgePort.of(device).orElseThrow(() -> new KernelException(Errno.EOPNOTSUPP));
  }

  /**
   * Says that an address is behind a port; what was known of it is forgotten.
   *
   * @param state {@code dynamic}, {@code static} or {@code permanent}
   * @param isNew it must not be there yet
   * @throws KernelException EOPNOTSUPP when that is no port, EEXIST
   */
  public void addFdb(LinkInfo link, MacAddress mac, String state, boolean isNew)
      throws KernelException {
    BridgePort port = port(device(link));
    Fdb fdb = port.bridge().fdb();
    long now = netns.machine().now();
    if (isNew && fdb.find(mac, now).isPresent()) {
      throw new KernelException(Errno.EEXIST);
    }
    fdb.remove(mac);
    if (state.equals("dynamic")) {
      fdb.learn(mac, port, now);
    } else {
      fdb.addPermanent(mac, port, state.equals("permanent"), now);
    }
  }

  /**
   * Forgets where an address is.
   *
   * @throws KernelException EOPNOTSUPP when that is no port, ENOENT
   */
  public void deleteFdb(LinkInfo link, MacAddress mac) throws KernelException {
    if (!port(device(link)).bridge().fdb().remove(mac)) {
      throw new KernelException(Errno.ENOENT);
    }
  }
}
