package passerelle.real.control;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkSpec;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;

/** What each kind of device is told when it is made: {@code IFLA_INFO_DATA}. */
record LinkData(Places places, NetlinkSocket socket, NetlinkRequest request)
    implements LinkKind.Visitor<NetlinkRequest, KernelException> {
  /** What any device is told. */
  static void describe(NetlinkRequest request, LinkSpec link) {
    request
        .attribute(Rtnetlink.IFLA_IFNAME, link.name())
        .attribute32(Rtnetlink.IFLA_TXQLEN, link.txQueueLength());
    link.mac().ifPresent(mac -> request.attribute(Rtnetlink.IFLA_ADDRESS, Link.octets(mac)));
    link.mtu().ifPresent(octets -> request.attribute32(Rtnetlink.IFLA_MTU, octets));
  }

  @Override
  public NetlinkRequest bridge(LinkKind.Bridge bridge) {
    return request;
  }

  @Override
  public NetlinkRequest dummy(LinkKind.Dummy dummy) {
    return request;
  }

  /** The other end is described first and registered first, so it takes its index first. */
  @Override
  public NetlinkRequest veth(LinkKind.Veth veth) throws KernelException {
    int peerNetns = places.get(veth.peerNetns()).netns().fd();
    request.nest(Rtnetlink.IFLA_INFO_DATA).nest(Rtnetlink.VETH_INFO_PEER);
    Link.header(request, Rtnetlink.AF_UNSPEC, 0, 0, 0);
    describe(request, veth.peer());
    return request.attribute32(Rtnetlink.IFLA_NET_NS_FD, peerNetns).end().end();
  }

  @Override
  public NetlinkRequest vlan(LinkKind.Vlan vlan) {
    request.nest(Rtnetlink.IFLA_INFO_DATA);
    vlan.id().ifPresent(id -> request.attribute(Rtnetlink.IFLA_VLAN_ID, octets(id)));
    return request.end();
  }

  /** A number of 16 bits in the machine's order. */
  private static byte[] octets(int number) {
    ByteBuffer octets = ByteBuffer.allocate(Short.BYTES).order(ByteOrder.nativeOrder());
    return octets.putShort((short) number).array();
  }

  @Override
  public NetlinkRequest macvlan(LinkKind.Macvlan macvlan) {
    return request
        .nest(Rtnetlink.IFLA_INFO_DATA)
        .attribute32(Rtnetlink.IFLA_MACVLAN_MODE, macvlan.mode().number())
        .end();
  }

  @Override
  public NetlinkRequest vxlan(LinkKind.Vxlan vxlan) throws KernelException {
    request.nest(Rtnetlink.IFLA_INFO_DATA).attribute32(Rtnetlink.IFLA_VXLAN_ID, vxlan.id());
    vxlan.remote().ifPresent(to -> request.attribute(Rtnetlink.IFLA_VXLAN_GROUP, to.toBytes()));
    vxlan.local().ifPresent(from -> request.attribute(Rtnetlink.IFLA_VXLAN_LOCAL, from.toBytes()));
    if (vxlan.device().isPresent()) {
      int index = socket.index(vxlan.device().get());
      request.attribute32(Rtnetlink.IFLA_VXLAN_LINK, index);
    }
    byte[] port = {(byte) (vxlan.port() >> 8), (byte) vxlan.port()};
    return request
        .attribute8(Rtnetlink.IFLA_VXLAN_TTL, vxlan.ttl())
        .attribute8(Rtnetlink.IFLA_VXLAN_LEARNING, vxlan.learning() ? 1 : 0)
        .attribute(Rtnetlink.IFLA_VXLAN_PORT, port)
        .end();
  }

  @Override
  public NetlinkRequest ipvlan(LinkKind.Ipvlan ipvlan) {
    return request
        .nest(Rtnetlink.IFLA_INFO_DATA)
        .attribute(Rtnetlink.IFLA_IPVLAN_MODE, octets(ipvlan.mode().ordinal()))
        .attribute(Rtnetlink.IFLA_IPVLAN_FLAGS, octets(ipvlan.flag().ordinal()))
        .end();
  }
}
