package passerelle.sim.netns;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.netfilter.Hook;
import passerelle.sim.ip.Route;
import passerelle.sim.ipv4.Reassembler;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.netfilter.StackServices;
import passerelle.sim.uapi.IfAddress;

/** What netfilter asks of its namespace's stack ({@code ip_route_me_harder} and its like). */
final class NetfilterServices implements StackServices {
  private final Netns netns;

  NetfilterServices(Netns netns) {
    this.netns = netns;
  }

  @Override
  public String netns() {
    return netns.name();
  }

  @Override
  public String addressType(IpAddress address, Optional<Device> device) {
    return netns.ip().addressType(address, device);
  }

  @Override
  public Optional<IpAddress> sourceFor(Device out, IpAddress destination) {
    IpAddress nextHop = destination;
    try {
      Route route =
          netns.ip().routing().output(destination, destination.family().any(), Optional.of(out));
      nextHop = route.nextHop(destination);
    } catch (KernelException noRoute) {
      // Without a route by this device, its first address serves.
      nextHop = destination;
    }
    IpAddress source = netns.ip().addresses().select(out, nextHop, RouteSpec.Scope.GLOBAL);
    return source.isUnspecified() ? Optional.empty() : Optional.of(source);
  }

  @Override
  public Optional<IpAddress> firstAddress(Device device) {
    return netns.ip().addresses().of(device, Family.IPV4).stream()
        .map(IfAddress::local)
        .findFirst();
  }

  @Override
  public Optional<Skb> defragment(Skb skb, Hook hook) {
    return netns.ip().reassembler().collect(skb, netns.loopback(), user(skb, hook));
  }

  /** {@code nf_ct_defrag_user}. */
  private static Reassembler.User user(Skb skb, Hook hook) {
    if (hook != Hook.PREROUTING) {
      return Reassembler.User.CONNTRACK_OUT;
    }
    return skb.nfBridge().in().isPresent()
        ? Reassembler.User.CONNTRACK_BRIDGE_IN
        : Reassembler.User.CONNTRACK_IN;
  }

  @Override
  public void sendIcmpError(Skb about, int type, int code) {
    netns.ip().icmp().sendError(about, type, code, 0);
  }

  @Override
  public void sendReset(Skb about) {
    netns.sockets().tcp().reject(about);
  }

  @Override
  public void log(String line) {
    netns.machine().log(line);
  }
}
