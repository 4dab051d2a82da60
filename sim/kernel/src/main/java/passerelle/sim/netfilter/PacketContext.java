package passerelle.sim.netfilter;

import java.util.Optional;
import java.util.function.Function;
import passerelle.addr.IpAddress;
import passerelle.netfilter.Hook;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;
import passerelle.sim.core.Tracer;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.DropReason;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/**
 * A packet at a hook, with the fields that rules ask for laid out flat ({@code struct
 * nft_pktinfo}), read anew when a target has changed the packet. As in the kernel, where it stands
 * on the stack, nobody may keep it beyond the hook.
 */
final class PacketContext {
  private final StackServices services;
  private final NftTracing tracing;
  private Hook hook = Hook.PREROUTING;
  private Skb skb;
  private Optional<Device> in = Optional.empty();
  private Optional<Device> out = Optional.empty();
  private String inName = "";
  private String outName = "";
  private IpAddress source;
  private IpAddress destination;
  private int protocol;
  private int sourcePort;
  private int destinationPort;
  private boolean withPorts;
  private int fragmentOffset;

  /** Room for a packet of a namespace, with none at hand yet. */
  PacketContext(StackServices services, NftTracing tracing) {
    this.services = services;
    this.tracing = tracing;
  }

  /** Takes a packet at a hook ({@code nft_set_pktinfo_ipv4}). */
  void take(Hook at, Skb packet, Optional<Device> from, Optional<Device> to) {
    hook = at;
    skb = packet;
    in = from;
    out = to;
    inName = in.isPresent() ? in.get().name() : "";
    outName = out.isPresent() ? out.get().name() : "";
    refresh();
  }

  /** Reads the packet's fields again after it was changed. */
  void refresh() {
    if (!(skb.packet() instanceof Ipv4Packet packet)) {
      protocol = (int) NftFields.ABSENT;
      withPorts = false;
      return;
    }
    Transport transport = packet.transport();
    source = packet.source();
    destination = packet.destination();
    protocol = transport.protocol();
    fragmentOffset = packet.header().fragmentOffset();
    withPorts = true;
    if (transport instanceof TcpSegment tcp) {
      sourcePort = tcp.sourcePort();
      destinationPort = tcp.destinationPort();
    } else if (transport instanceof UdpDatagram udp) {
      sourcePort = udp.sourcePort();
      destinationPort = udp.destinationPort();
    } else {
      withPorts = false;
      sourcePort = 0;
      destinationPort = 0;
    }
  }

  StackServices services() {
    return services;
  }

  /** Who is told of what rules do with it, where it is watched. */
  NftTracing tracing() {
    return tracing;
  }

  Hook hook() {
    return hook;
  }

  Skb skb() {
    return skb;
  }

  Optional<Device> in() {
    return in;
  }

  Optional<Device> out() {
    return out;
  }

  /** Name of the device it came in by, empty for packets of our own. */
  String inName() {
    return inName;
  }

  /** Name of the device it leaves by, empty before routing. */
  String outName() {
    return outName;
  }

  /** It is a packet of IPv4; rules for frames see others, too. */
  boolean isIpv4() {
    return skb.packet() instanceof Ipv4Packet;
  }

  IpAddress source() {
    return source;
  }

  IpAddress destination() {
    return destination;
  }

  /** IP protocol number. */
  int protocol() {
    return protocol;
  }

  /** TCP or UDP with its header at hand. */
  boolean hasPorts() {
    return withPorts;
  }

  int sourcePort() {
    return sourcePort;
  }

  int destinationPort() {
    return destinationPort;
  }

  /** In octets; not 0 in second and further fragments. */
  int fragmentOffset() {
    return fragmentOffset;
  }

  /** Octets of the IP packet. */
  int length() {
    return skb.packet().length();
  }

  /** The TCP segment; empty for anything else. */
  Optional<TcpSegment> tcp() {
    return isIpv4() && skb.ip().transport() instanceof TcpSegment tcp
        ? Optional.of(tcp)
        : Optional.empty();
  }

  /** The connection that tracking found for the packet; empty when it found none. */
  Optional<Tracking> tracking() {
    return skb.tracking().isPresent() && skb.tracking().get() instanceof Tracking tracking
        ? tracking.some()
        : Optional.empty();
  }

  /** Name of the device at hand, for events. */
  String device() {
    boolean leaving = hook == Hook.POSTROUTING || hook == Hook.OUTPUT || in.isEmpty();
    return leaving && out.isPresent() ? outName : inName;
  }

  /** Where the packet is, for events. */
  Hop hop(String function) {
    return skb.hop(services.netns(), device(), function);
  }

  /** Tells of a step of the packet's way, if somebody listens. */
  void trace(String function, Function<Hop, HopEvent> step) {
    if (isTraced()) {
      tracer().emit(step.apply(hop(function)));
    }
  }

  /** Ends its way by the verdict of a rule or policy. */
  void drop(String detail) {
    skb.drop(services.netns(), device(), "nf_hook_slow", DropReason.NETFILTER_DROP, detail);
  }

  Tracer tracer() {
    return skb.machine().tracer();
  }

  boolean isTraced() {
    return tracer().isOn();
  }
}
