package passerelle.real.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.NetnsSnapshot;
import passerelle.real.netlink.Attributes;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;

/**
 * The ARP table (net/core/neighbour.c:neigh_fill_info) and the forwarding entries of bridges
 * (net/bridge/br_fdb.c:fdb_fill_info), which the kernel tells in the same form. Both are hash
 * tables there and sorted here.
 */
final class NeighbourReader {
  private static final int NDMSG = 12;
  private static final int NDA_DST = 1;
  private static final int NDA_LLADDR = 2;
  private static final int NDA_MASTER = 9;
  private static final int NUD_NOARP = 0x40;
  private static final int NUD_PERMANENT = 0x80;

  /** States that {@code ip neigh} shows; of NOARP are the entries of groups and of the loopback. */
  private static final Map<Integer, String> STATES =
      Map.of(
          0x01,
          "INCOMPLETE",
          0x02,
          "REACHABLE",
          0x04,
          "STALE",
          0x08,
          "DELAY",
          0x10,
          "PROBE",
          0x20,
          "FAILED",
          NUD_PERMANENT,
          "PERMANENT");

  private NeighbourReader() {}

  /** The ARP table by device and address. */
  static List<NetnsSnapshot.Neighbour> neighbours(NetlinkSocket socket, LinkReader links)
      throws KernelException {
    List<NetnsSnapshot.Neighbour> out = new ArrayList<>();
    for (NetlinkMessage message : dump(socket, Rtnetlink.AF_INET)) {
      Attributes entry = message.attributes(NDMSG);
      Optional<IpAddress> address = entry.address(NDA_DST);
      Optional<String> device = links.name(message.u32(4));
      String state = STATES.get(message.u16(8));
      if (address.isPresent() && device.isPresent() && state != null) {
        out.add(
            new NetnsSnapshot.Neighbour(
                address.get(), device.get(), LinkReader.mac(entry, NDA_LLADDR), state));
      }
    }
    out.sort(
        Comparator.comparing(NetnsSnapshot.Neighbour::device)
            .thenComparing(NetnsSnapshot.Neighbour::address));
    return out;
  }

  /**
   * The forwarding entries of ports, by bridge and address. An entry that stands once more for the
   * port's VLAN is one; a bridge's own address is behind no port.
   */
  static List<NetnsSnapshot.FdbEntry> forwarding(NetlinkSocket socket, LinkReader links)
      throws KernelException {
    List<NetnsSnapshot.FdbEntry> out = new ArrayList<>();
    for (NetlinkMessage message : dump(socket, Rtnetlink.AF_BRIDGE)) {
      Attributes entry = message.attributes(NDMSG);
      int port = message.u32(4);
      int bridge = entry.u32(NDA_MASTER).orElse(port);
      if (bridge != port && links.name(bridge).isPresent() && links.name(port).isPresent()) {
        out.add(
            new NetnsSnapshot.FdbEntry(
                links.name(bridge).get(),
                LinkReader.mac(entry, NDA_LLADDR),
                links.name(port).get(),
                (message.u16(8) & (NUD_PERMANENT | NUD_NOARP)) != 0));
      }
    }
    return out.stream()
        .distinct()
        .sorted(
            Comparator.comparing(NetnsSnapshot.FdbEntry::bridge)
                .thenComparing(NetnsSnapshot.FdbEntry::mac))
        .toList();
  }

  private static List<NetlinkMessage> dump(NetlinkSocket socket, int family)
      throws KernelException {
    return socket.dump(
        new NetlinkRequest(Rtnetlink.GETNEIGH, NetlinkRequest.DUMP).u32(family).u32(0).u32(0));
  }
}
