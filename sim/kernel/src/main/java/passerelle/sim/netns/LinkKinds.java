package passerelle.sim.netns;

import passerelle.kernel.op.LinkKind;

/** The kinds of devices that rtnetlink knows how to make ({@code rtnl_link_ops_get}). */
final class LinkKinds implements LinkKind.Visitor<LinkOps, RuntimeException> {
  @Override
  public LinkOps bridge(LinkKind.Bridge bridge) {
    return new BridgeOps();
  }

  @Override
  public LinkOps dummy(LinkKind.Dummy dummy) {
    return new DummyOps();
  }

  @Override
  public LinkOps veth(LinkKind.Veth veth) {
    return new VethOps(veth);
  }

  @Override
  public LinkOps vlan(LinkKind.Vlan vlan) {
    return new VlanOps(vlan);
  }

  @Override
  public LinkOps macvlan(LinkKind.Macvlan macvlan) {
    return new MacvlanOps(macvlan);
  }

  @Override
  public LinkOps ipvlan(LinkKind.Ipvlan ipvlan) {
    return new IpvlanOps(ipvlan);
  }

  @Override
  public LinkOps vxlan(LinkKind.Vxlan vxlan) {
    return new VxlanOps(vxlan);
  }
}
