package passerelle.sim.ipv6;

import java.util.List;
import passerelle.addr.Ipv6Address;
import passerelle.packet.EtherType;
import passerelle.sim.ip.FamilyStack;
import passerelle.sim.ip.IpStack;
import passerelle.sim.link.Device;

/** The IPv6 parts of one namespace ({@code struct netns_ipv6}). */
public final class Ipv6Stack extends FamilyStack {
  private final Addrconf addrconf;
  private final Ip6Routing routing;
  private final Ip6Input input;
  private final Ip6Output output;

  /** A stack without addresses, which takes the IPv6 packets of its namespace from now on. */
  public Ipv6Stack(IpStack shared) {
    super(shared);
    addrconf = new Addrconf(this);
    routing = new Ip6Routing(this);
    input = new Ip6Input(this);
    output = new Ip6Output(this);
    shared.register(EtherType.IPV6, input::receive);
  }

  /** The addresses that its devices have by themselves. */
  public Addrconf addrconf() {
    return addrconf;
  }

  /** The groups that a device has joined by itself and reports, those joined last at the end. */
  public List<Ipv6Address> groups(Device device) {
    return Mld.joined(this, device);
  }

  public Ip6Routing routing() {
    return routing;
  }

  public Ip6Input input() {
    return input;
  }

  public Ip6Output output() {
    return output;
  }
}
