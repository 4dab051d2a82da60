package passerelle.real.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.LinkView;
import passerelle.real.netlink.Attributes;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;

/**
 * The devices of a namespace (net/core/rtnetlink.c:rtnl_fill_ifinfo). Everything else that the
 * kernel tells of names a device by its index alone; this is where the names are.
 */
final class LinkReader {
  /** The kinds of devices that stand on others. */
  private static final Set<String> UPPER = Set.of("vlan", "macvlan", "ipvlan");

  private static final int IFLA_CARRIER = 33;
  private static final int IFF_LOOPBACK = 0x8;
  private static final int INDEX_AT = 4;
  private static final int FLAGS_AT = 8;

  private final Map<Integer, Attributes> byIndex = new LinkedHashMap<>();
  private final Map<Integer, Integer> flags = new LinkedHashMap<>();

  /** Reads them all, by index. */
  LinkReader(NetlinkSocket socket) throws KernelException {
    NetlinkRequest all =
        new NetlinkRequest(Rtnetlink.GETLINK, NetlinkRequest.DUMP)
            .u32(Rtnetlink.AF_UNSPEC)
            .u32(0)
            .u32(0)
            .u32(0)
            .attribute32(Rtnetlink.IFLA_EXT_MASK, Rtnetlink.RTEXT_FILTER_SKIP_STATS);
    List<NetlinkMessage> links = new ArrayList<>(socket.dump(all));
    links.sort(Comparator.comparingInt(link -> link.u32(INDEX_AT)));
    for (NetlinkMessage link : links) {
      int index = link.u32(INDEX_AT);
      byIndex.put(index, link.attributes(Rtnetlink.IFINFOMSG));
      flags.put(index, link.u32(FLAGS_AT));
    }
  }

  /** The name of a device; empty when it came after the devices were read. */
  Optional<String> name(int index) {
    return Optional.ofNullable(byIndex.get(index)).flatMap(a -> a.text(Rtnetlink.IFLA_IFNAME));
  }

  /** Whether each device that is up has the operational state that its carrier gives it. */
  boolean isSettled() {
    return byIndex.keySet().stream()
        .filter(index -> (flags.get(index) & Rtnetlink.IFF_UP) != 0)
        .map(byIndex::get)
        .allMatch(
            link -> {
              int state = link.u8(Rtnetlink.IFLA_OPERSTATE).orElse(0);
              boolean carrier = link.u8(IFLA_CARRIER).orElse(0) != 0;
              return state == 0 || carrier == (state == Rtnetlink.OPER_UP);
            });
  }

  /** The devices with their addresses and the other ends of their cables. */
  List<LinkView> views(AddressReader addresses, PeerReader peers) throws KernelException {
    List<LinkView> out = new ArrayList<>();
    for (Map.Entry<Integer, Attributes> each : byIndex.entrySet()) {
      out.add(view(each.getKey(), each.getValue(), addresses, peers));
    }
    return out;
  }

  private LinkView view(int index, Attributes link, AddressReader addresses, PeerReader peers)
      throws KernelException {
    String kind = kind(index, link);
    return new LinkView(
        index,
        name(index).orElse(""),
        kind,
        mac(link, Rtnetlink.IFLA_ADDRESS),
        link.u32(Rtnetlink.IFLA_MTU).orElse(0),
        (flags.get(index) & Rtnetlink.IFF_UP) != 0,
        link.u8(IFLA_CARRIER).orElse(0) != 0,
        link.u32(Rtnetlink.IFLA_MASTER).stream().boxed().findFirst().flatMap(this::name),
        kind.equals("veth") ? other(link, peers) : Optional.empty(),
        UPPER.contains(kind) ? other(link, peers) : Optional.empty(),
        kind.equals("vxlan") ? Optional.of(tunnel(link)) : Optional.empty(),
        addresses.of(index));
  }

  /** What made the device; the loopback and real network cards have no such word. */
  private String kind(int index, Attributes link) {
    return link.nested(Rtnetlink.IFLA_LINKINFO)
        .text(Rtnetlink.IFLA_INFO_KIND)
        .orElse((flags.get(index) & IFF_LOOPBACK) != 0 ? "loopback" : "physical");
  }

  private static LinkView.Tunnel tunnel(Attributes link) {
    Attributes data = link.nested(Rtnetlink.IFLA_LINKINFO).nested(Rtnetlink.IFLA_INFO_DATA);
    return new LinkView.Tunnel(
        data.u32(Rtnetlink.IFLA_VXLAN_ID).orElse(0), data.address(Rtnetlink.IFLA_VXLAN_GROUP));
  }

  /** The other end of its wire, or the device that it stands on. */
  private Optional<LinkView.Peer> other(Attributes link, PeerReader peers) throws KernelException {
    OptionalInt index = link.u32(Rtnetlink.IFLA_LINK);
    if (index.isEmpty()) {
      return Optional.empty();
    }
    OptionalInt netns = link.u32(Rtnetlink.IFLA_LINK_NETNSID);
    return netns.isPresent()
        ? peers.elsewhere(netns.getAsInt(), index.getAsInt())
        : name(index.getAsInt()).map(name -> peers.here(index.getAsInt(), name));
  }

  /** An attribute that is a hardware address; zero where there is none of six octets. */
  static MacAddress mac(Attributes attributes, int type) {
    long bits = 0;
    byte[] bytes = attributes.bytes(type).orElse(new byte[0]);
    if (bytes.length != 6) {
      return MacAddress.ZERO;
    }
    for (byte octet : bytes) {
      bits = bits << 8 | octet & 0xff;
    }
    return new MacAddress(bits);
  }
}
