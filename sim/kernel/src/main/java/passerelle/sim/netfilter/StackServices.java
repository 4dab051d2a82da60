package passerelle.sim.netfilter;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.netfilter.Hook;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;

/** What netfilter asks of the stack that it sits in ({@code struct nf_ipv6_ops}). */
public interface StackServices {

  /** Name of the namespace, for events. */
  String netns();

  /**
   * The type of an address as the routing tables see it ({@code inet_addr_type}): {@code UNICAST},
   * {@code LOCAL}, {@code BROADCAST}, {@code MULTICAST}, {@code UNREACHABLE}, {@code BLACKHOLE}...
   *
   * @param device only looks at addresses of this device, when given
   */
  String addressType(IpAddress address, Optional<Device> device);

  /**
   * The source address for packets that leave by a device towards an address ({@code
   * inet_select_addr}); empty when it has none.
   */
  Optional<IpAddress> sourceFor(Device out, IpAddress destination);

  /** The first address that a device has itself. */
  Optional<IpAddress> firstAddress(Device device);

  /**
   * Collects the fragments that come by a hook ({@code ip_defrag}); the last one becomes the whole.
   *
   * @return the whole packet's skb once all are there; the same skb when it is no fragment
   */
  Optional<Skb> defragment(Skb skb, Hook hook);

  /**
   * Answers with an ICMP error about the packet ({@code icmp_send}).
   *
   * @param type ICMP type
   * @param code ICMP code
   */
  void sendIcmpError(Skb about, int type, int code);

  /** Answers a TCP segment with a reset ({@code nf_send_reset}). */
  void sendReset(Skb about);

  /** Writes a line to the kernel's log, as {@code -j LOG} does. */
  void log(String line);
}
